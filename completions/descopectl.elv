
set edit:completion:arg-completer[descopectl] = { |@words|
    var index = (count $words)
    set index = (- $index 1)

    put (env _CLAP_IFS="\n" _CLAP_COMPLETE_INDEX=(to-string $index) DESCOPECTL_COMPLETE="elvish" descopectl -- $@words) | to-lines
}

