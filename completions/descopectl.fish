complete --keep-order --exclusive --command descopectl --arguments "(DESCOPECTL_COMPLETE=fish descopectl -- (commandline --current-process --tokenize --cut-at-cursor) (commandline --current-token))"
