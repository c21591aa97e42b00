// Links that leave the book lead to the repository, where the file is.
(() => {
    const root = new URL(typeof path_to_root === 'string' && path_to_root ? path_to_root : './', location.href).href;
    const parent = new URL('../', root).href;
    const repository = document.querySelector('a[href*="github.com/"] #git-repository-button, a[title="Git repository"]');
    const base = repository ? repository.closest('a').href.replace(/\/$/, '') : null;
    for (const link of document.querySelectorAll('main a[href^=".."]')) {
        if (base && link.href.startsWith(parent) && !link.href.startsWith(root)) {
            link.href = base + '/blob/main/' + link.href.slice(parent.length).replace(/\.html(#|$)/, '.md$1');
        }
    }
})();
