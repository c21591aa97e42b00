# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_descopectl_global_optspecs
    string join \n profile= config= project-id= base-url= o/output= columns= q/query= no-input y/yes confirm-project= dry-run timeout= rate= max-wait= v/verbose quiet wide color= h/help V/version
end

function __fish_descopectl_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_descopectl_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_descopectl_using_subcommand
    set -l cmd (__fish_descopectl_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c descopectl -n "__fish_descopectl_needs_command" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_needs_command" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_needs_command" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_needs_command" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_needs_command" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_needs_command" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_needs_command" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_needs_command" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_needs_command" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_needs_command" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_needs_command" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_needs_command" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_needs_command" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_needs_command" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_needs_command" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_needs_command" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_needs_command" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_needs_command" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_needs_command" -s V -l version -d 'Print version'
complete -c descopectl -n "__fish_descopectl_needs_command" -f -a "user" -d 'Manage users'
complete -c descopectl -n "__fish_descopectl_needs_command" -f -a "test-user" -d 'Manage test users, and get the codes and links they would be sent'
complete -c descopectl -n "__fish_descopectl_needs_command" -f -a "jwt" -d 'Work on tokens, and sign in on behalf of users'
complete -c descopectl -n "__fish_descopectl_needs_command" -f -a "attribute" -d 'Manage the definitions of custom attributes'
complete -c descopectl -n "__fish_descopectl_needs_command" -f -a "tenant" -d 'Manage tenants'
complete -c descopectl -n "__fish_descopectl_needs_command" -f -a "role" -d 'Manage roles'
complete -c descopectl -n "__fish_descopectl_needs_command" -f -a "source" -d 'Look at the services whose exports can be read'
complete -c descopectl -n "__fish_descopectl_needs_command" -f -a "job" -d 'Look at bulk runs and resume them'
complete -c descopectl -n "__fish_descopectl_needs_command" -f -a "backup" -d 'Look at the records that were saved before users were deleted or changed'
complete -c descopectl -n "__fish_descopectl_needs_command" -f -a "history" -d 'Show what was changed from this machine'
complete -c descopectl -n "__fish_descopectl_needs_command" -f -a "limits" -d 'Show what is left of the rate limit'
complete -c descopectl -n "__fish_descopectl_needs_command" -f -a "api" -d 'Call a path that has no command of its own'
complete -c descopectl -n "__fish_descopectl_needs_command" -f -a "profile" -d 'Manage profiles: projects, keys and settings by name'
complete -c descopectl -n "__fish_descopectl_needs_command" -f -a "doctor" -d 'Check configuration, key and connection'
complete -c descopectl -n "__fish_descopectl_needs_command" -f -a "emulator" -d 'Run the API on this machine, for tests and rehearsals'
complete -c descopectl -n "__fish_descopectl_needs_command" -f -a "completions" -d 'Print the completions of a shell'
complete -c descopectl -n "__fish_descopectl_needs_command" -f -a "man" -d 'Print the manual, or write all its pages to a folder'
complete -c descopectl -n "__fish_descopectl_needs_command" -f -a "help" -d 'Show the help of a command'
complete -c descopectl -n "__fish_descopectl_needs_command" -f -a "version" -d 'Show the version of this program'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "load" -d 'Show one user or several'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "get" -d 'Show one user or several'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "search" -d 'Find users'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "list" -d 'Find users'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "login-history" -d 'Show when and from where users signed in'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "provider-token" -d 'Show a user\'s access token of a social provider'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "create" -d 'Create a user'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "invite" -d 'Invite a user, who is created if missing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "batch-create" -d 'Create many users from a file'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "batch-invite" -d 'Invite many users from a file'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "update" -d 'Overwrite a user\'s whole profile'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "patch" -d 'Change some fields of a user and keep the others'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "batch-patch" -d 'Change many users from a file'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "delete" -d 'Delete a user'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "batch-delete" -d 'Delete many users, listed in a file or found by a search'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "import" -d 'Import users from the export of another system'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "update-status" -d 'Change the state of a user\'s account'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "enable" -d 'Let a user sign in (again)'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "disable" -d 'Keep a user from signing in'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "update-email" -d 'Change a user\'s e-mail address'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "update-phone" -d 'Change a user\'s phone number'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "update-login-id" -d 'Replace or remove one of a user\'s login IDs'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "update-display-name" -d 'Change a user\'s names'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "update-picture" -d 'Change a user\'s picture'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "update-custom-attributes" -d 'Set custom attributes of a user'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "update-recovery-email" -d 'Change the e-mail address for a user\'s account recovery'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "update-recovery-phone" -d 'Change the phone number for a user\'s account recovery'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "update-impersonation-consent" -d 'Set until when a user allows others to impersonate them'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "add-tenant" -d 'Add a user to a tenant, with roles in it'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "remove-tenant" -d 'Remove a user from a tenant'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "add-family" -d 'Add a user to families, with roles in them'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "remove-family" -d 'Remove a user from families'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "add-role" -d 'Give a user roles'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "set-roles" -d 'Replace all roles of a user, in the project or in one tenant'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "remove-role" -d 'Take roles from a user'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "add-app" -d 'Limit a user to applications, besides those already given'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "set-apps" -d 'Replace the applications a user is limited to'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "remove-app" -d 'Take applications from those a user is limited to'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "expire-password" -d 'Make a user choose a new password at the next sign-in'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "set-active-password" -d 'Set a password that works at once'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "set-temporary-password" -d 'Set a password that must be replaced at the next sign-in'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "logout" -d 'Log a user out of all sessions'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "embedded-link" -d 'Make a token for a link that signs a user in'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "sign-up-embedded-link" -d 'Make a token for a link that signs a new user up'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "list-passkeys" -d 'List the passkeys of a user'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "delete-passkey" -d 'Delete one passkey of a user'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "delete-passkeys" -d 'Delete all passkeys of a user'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "import-passkeys" -d 'Give a user passkeys that were made elsewhere'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "delete-totp" -d 'Remove a user\'s authenticator app'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "delete-recovery-codes" -d 'Delete the recovery codes of a user'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "list-trusted-devices" -d 'List the trusted devices of users'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "remove-trusted-devices" -d 'Remove trusted devices of a user'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "batch-run" -d 'Run an operation on one user for each row of a file'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "export" -d 'Write all users to a file that batch-create takes'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and not __fish_seen_subcommand_from load get search list login-history provider-token create invite batch-create batch-invite update patch batch-patch delete batch-delete import update-status enable disable update-email update-phone update-login-id update-display-name update-picture update-custom-attributes update-recovery-email update-recovery-phone update-impersonation-consent add-tenant remove-tenant add-family remove-family add-role set-roles remove-role add-app set-apps remove-app expire-password set-active-password set-temporary-password logout embedded-link sign-up-embedded-link list-passkeys delete-passkey delete-passkeys import-passkeys delete-totp delete-recovery-codes list-trusted-devices remove-trusted-devices batch-run export restore" -f -a "restore" -d 'Create deleted users again from their saved records'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from load" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from load" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from load" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from load" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from load" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from load" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from load" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from load" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from load" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from load" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from load" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from load" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from load" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from load" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from load" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from load" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from load" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from load" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from load" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from load" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from get" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from get" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from get" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from get" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from get" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from get" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from get" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from get" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from get" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from get" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from get" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from get" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from get" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from get" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from get" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from get" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from get" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from get" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l limit -d 'Show at most so many users' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l page -d 'Skip so many pages of 100, or of --limit' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l offset -d 'Skip so many users' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l sort -d 'Field to sort by, with :desc for the reverse (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l login-id -d 'Login ID (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l user-id -d 'User ID (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l email -d 'E-mail address (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l phone -d 'Phone number (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l recovery-email -d 'Recovery e-mail address (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l recovery-phone -d 'Recovery phone number (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l status -d 'State of the account (repeatable)' -r -f -a "enabled\t'May sign in'
disabled\t'May not sign in'
invited\t'Has not signed in yet'
expired\t'The invitation has expired'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l tenant -d 'Tenant the user is a member of (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l include-sub-tenants -d 'Take the tenants below --tenant too' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l role -d 'Role in the project (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l tenant-role -d 'Roles inside a tenant, by name: any of a,b or all of a+b (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l tenant-role-id -d 'Roles inside a tenant, by role ID: any of a,b or all of a+b (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l app -d 'Application the user is limited to (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l family -d 'Family the user is a member of (repeatable; seen in one SDK only)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l attribute -d 'Custom attribute: key=text, or key:=json; a JSON list matches any of its items (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l created-after -d 'Created at or after: a date, a time, or an age such as 7d' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l created-before -d 'Created at or before' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l modified-after -d 'Modified at or after' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l modified-before -d 'Modified at or before' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l verified-email -d 'E-mail address is verified, or is not' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l verified-phone -d 'Phone number is verified, or is not' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l verified-recovery-email -d 'Recovery e-mail address is verified, or is not' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l verified-recovery-phone -d 'Recovery phone number is verified, or is not' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l has-password -d 'Has a password, or has none' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l has-totp -d 'Has an authenticator app, or has none' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l has-passkey -d 'Has a passkey, or has none' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l scim -d 'Managed by SCIM, or is not' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l dependent -d 'Dependent of a family, or not (seen in one SDK only)' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l lock-reason -d 'Disabled by protection against guesses, and at what (repeatable; seen in one SDK only)' -r -f -a "password\t''
totp\t''
recovery_codes\t''
security_questions\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l temp-lock-reason -d 'Locked for a time by protection against guesses (repeatable; seen in one SDK only)' -r -f -a "password\t''
recovery_codes\t''
security_questions\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l scim-only -d 'Only users made or changed by SCIM' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l sso-only -d 'Only users with SSO identities' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l with-test-users -d 'Take test users too' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l test-users-only -d 'Only test users' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l selected-column -d 'Return only these fields (repeatable; not documented by the API)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l all -d 'Show all users that match'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l count -d 'Show only how many users match'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from search" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l limit -d 'Show at most so many users' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l page -d 'Skip so many pages of 100, or of --limit' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l offset -d 'Skip so many users' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l sort -d 'Field to sort by, with :desc for the reverse (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l login-id -d 'Login ID (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l user-id -d 'User ID (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l email -d 'E-mail address (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l phone -d 'Phone number (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l recovery-email -d 'Recovery e-mail address (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l recovery-phone -d 'Recovery phone number (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l status -d 'State of the account (repeatable)' -r -f -a "enabled\t'May sign in'
disabled\t'May not sign in'
invited\t'Has not signed in yet'
expired\t'The invitation has expired'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l tenant -d 'Tenant the user is a member of (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l include-sub-tenants -d 'Take the tenants below --tenant too' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l role -d 'Role in the project (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l tenant-role -d 'Roles inside a tenant, by name: any of a,b or all of a+b (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l tenant-role-id -d 'Roles inside a tenant, by role ID: any of a,b or all of a+b (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l app -d 'Application the user is limited to (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l family -d 'Family the user is a member of (repeatable; seen in one SDK only)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l attribute -d 'Custom attribute: key=text, or key:=json; a JSON list matches any of its items (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l created-after -d 'Created at or after: a date, a time, or an age such as 7d' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l created-before -d 'Created at or before' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l modified-after -d 'Modified at or after' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l modified-before -d 'Modified at or before' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l verified-email -d 'E-mail address is verified, or is not' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l verified-phone -d 'Phone number is verified, or is not' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l verified-recovery-email -d 'Recovery e-mail address is verified, or is not' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l verified-recovery-phone -d 'Recovery phone number is verified, or is not' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l has-password -d 'Has a password, or has none' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l has-totp -d 'Has an authenticator app, or has none' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l has-passkey -d 'Has a passkey, or has none' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l scim -d 'Managed by SCIM, or is not' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l dependent -d 'Dependent of a family, or not (seen in one SDK only)' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l lock-reason -d 'Disabled by protection against guesses, and at what (repeatable; seen in one SDK only)' -r -f -a "password\t''
totp\t''
recovery_codes\t''
security_questions\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l temp-lock-reason -d 'Locked for a time by protection against guesses (repeatable; seen in one SDK only)' -r -f -a "password\t''
recovery_codes\t''
security_questions\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l scim-only -d 'Only users made or changed by SCIM' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l sso-only -d 'Only users with SSO identities' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l with-test-users -d 'Take test users too' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l test-users-only -d 'Only test users' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l selected-column -d 'Return only these fields (repeatable; not documented by the API)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l all -d 'Show all users that match'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l count -d 'Show only how many users match'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from login-history" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from login-history" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from login-history" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from login-history" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from login-history" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from login-history" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from login-history" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from login-history" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from login-history" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from login-history" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from login-history" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from login-history" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from login-history" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from login-history" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from login-history" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from login-history" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from login-history" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from login-history" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from login-history" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from login-history" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from provider-token" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from provider-token" -l provider -d 'Provider, such as google or facebook, or a custom one' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from provider-token" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from provider-token" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from provider-token" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from provider-token" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from provider-token" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from provider-token" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from provider-token" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from provider-token" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from provider-token" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from provider-token" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from provider-token" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from provider-token" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from provider-token" -l with-refresh-token -d 'Show the refresh token too'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from provider-token" -l force-refresh -d 'Have the provider issue a new token first'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from provider-token" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from provider-token" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from provider-token" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from provider-token" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from provider-token" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from provider-token" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from provider-token" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l email -d 'E-mail address' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l verified-email -d 'Whether the e-mail address may be used to sign in' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l phone -d 'Phone number in the form +15551234567' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l verified-phone -d 'Whether the phone number may be used to sign in' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l name -d 'Display name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l given-name -d 'First name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l middle-name -d 'Middle name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l family-name -d 'Last name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l picture -d 'URL of a picture' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l role -d 'Role in the project (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l tenant -d 'Tenant to join, with roles in it (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l family -d 'Family to join, with roles in it (repeatable; seen in one SDK only)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l attribute -d 'Custom attribute: key=text, or key:=json for other types (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l additional-login-id -d 'Further login ID (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l app -d 'Application to limit the user to; without any, all are open (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l status -d 'State of the account' -r -f -a "enabled\t'May sign in'
disabled\t'May not sign in'
invited\t'Has not signed in yet'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l recovery-email -d 'E-mail address for account recovery' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l verified-recovery-email -d 'Whether the recovery e-mail address is verified' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l recovery-phone -d 'Phone number for account recovery' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l verified-recovery-phone -d 'Whether the recovery phone number is verified' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l invite -d 'Send an invitation' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l invite-url -d 'Link to put in the invitation' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l send-mail -d 'Send the invitation by e-mail' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l send-sms -d 'Send the invitation by text message' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l template-option -d 'Variable of the message template (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l template-id -d 'Message template to use' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l locale -d 'Language of the message, such as de or pt-BR' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l test -d 'Create a test user, who does not count as an active user' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l password-file -d 'Read an initial password from the first line of this file' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l hashed-password-file -d 'File with a password hash: {"bcrypt": {"hash": "…"}} or another algorithm' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l password-prompt -d 'Ask for an initial password'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l password-stdin -d 'Read an initial password from the first line of stdin'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l invite-url -d 'Link to put in the invitation' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l send-mail -d 'Send the invitation by e-mail' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l send-sms -d 'Send the invitation by text message' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l template-option -d 'Variable of the message template (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l template-id -d 'Message template to use' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l locale -d 'Language of the message, such as de or pt-BR' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l email -d 'E-mail address' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l verified-email -d 'Whether the e-mail address may be used to sign in' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l phone -d 'Phone number in the form +15551234567' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l verified-phone -d 'Whether the phone number may be used to sign in' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l name -d 'Display name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l given-name -d 'First name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l middle-name -d 'Middle name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l family-name -d 'Last name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l picture -d 'URL of a picture' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l role -d 'Role in the project (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l tenant -d 'Tenant to join, with roles in it (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l family -d 'Family to join, with roles in it (repeatable; seen in one SDK only)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l attribute -d 'Custom attribute: key=text, or key:=json for other types (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l additional-login-id -d 'Further login ID (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l app -d 'Application to limit the user to; without any, all are open (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l status -d 'State of the account' -r -f -a "enabled\t'May sign in'
disabled\t'May not sign in'
invited\t'Has not signed in yet'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l recovery-email -d 'E-mail address for account recovery' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l verified-recovery-email -d 'Whether the recovery e-mail address is verified' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l recovery-phone -d 'Phone number for account recovery' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l verified-recovery-phone -d 'Whether the recovery phone number is verified' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l test -d 'Create a test user, who does not count as an active user' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l password-file -d 'Read an initial password from the first line of this file' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l hashed-password-file -d 'File with a password hash: {"bcrypt": {"hash": "…"}} or another algorithm' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l password-prompt -d 'Ask for an initial password'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l password-stdin -d 'Read an initial password from the first line of stdin'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from invite" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l format -d 'Form of the input [default: by the file\'s ending, else by its first character]' -r -f -a "csv\t'Values separated by commas, semicolons or tabs, with a header line'
json\t'One JSON array of objects'
jsonl\t'One JSON object a line'
lines\t'One login ID or user ID a line, without a header'
workbook\t'A sheet of a workbook: xlsx, xlsb, xls or ods'
ldif\t'Records of a directory'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l template -d 'Print a file to fill in, and stop [default form: csv]' -r -f -a "csv\t'A header line'
json\t'An array with one object'
jsonl\t'One object'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l map -d 'Read a column as this field; without a field it is left out (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l header -d 'Names of the columns, where the file has no header' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l sheet -d 'Sheet of a workbook [default: the first one]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l encoding -d 'Encoding of the text, such as windows-1252 [default: UTF-8 or UTF-16]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l set -d 'Give every row this value (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l value -d 'Read this value of a column as another, such as \'Status:Active=enabled\' (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l default-country -d 'Country of phone numbers that name none, such as 44; only whole numbers are completed' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l hash-config -d 'File with the hash parameters of the project that the users come from' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l transform -d 'Turn each record into users with this jq program, or the one in FILE.jq' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l from -d 'Read the export of another service; `source list` says which' -r -f -a "auth0\t''
firebase\t''
cognito\t''
okta\t''
clerk\t''
workos\t''
keycloak\t''
supabase\t''
entra\t''
b2c\t''
google-workspace\t''
ldif\t''
django\t''
wordpress\t''
descope\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l legacy-id -d 'Custom attribute for the ID that a user had there; `none` drops it [default: legacyId]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l join -d 'File of JSON lines with more of each user: the password hashes of Auth0' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l create-missing -d 'Create what the users need and the project lacks: attributes, roles, tenants' -r -f -a "attributes\t'Definitions of custom attributes'
roles\t'Roles of the project'
tenants\t'Tenants'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l leave-out -d 'Leave out roles or tenants of the users: roles, tenants' -r -f -a "roles\t'Roles of the project'
tenants\t'Tenants, with the roles there'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l id-map -d 'Write old ID, login ID, user ID and outcome of each row to this CSV file' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l on-exists -d 'What to do with a row whose user exists' -r -f -a "fail\t'Count the row as failed'
skip\t'Leave the user alone'
update\t'Change the fields that differ'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l report -d 'Write one JSON line for each row, with its outcome, to this file' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l failures -d 'Write the rows that failed, with the reason, to this file: fix them and run again' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l junit -d 'Write the outcomes as JUnit XML to this file, for the test view of a CI server' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l in-flight -d 'Most requests in flight; fewer are where replies come fast' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l max-failures -d 'Send nothing new once more rows than this have failed' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l deadline -d 'Send nothing new after this time, such as 90s, 10m or 1h30m' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l invite -d 'Send an invitation' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l invite-url -d 'Link to put in the invitation' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l send-mail -d 'Send the invitation by e-mail' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l send-sms -d 'Send the invitation by text message' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l template-option -d 'Variable of the message template (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l template-id -d 'Message template to use' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l locale -d 'Language of the message, such as de or pt-BR' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l allow-rows-in-cells -d 'Let quoted cells hold lines that look like rows of the file'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l ignore-unknown -d 'Leave out columns and fields that do not exist, and list them'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l allow-hash-as-password -d 'Send a text that looks like a hash as a password in clear text'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l allow-no-contact -d 'Send new users who have neither an e-mail address nor a phone number'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l allow-case-variants -d 'Make two users of login IDs that differ in letter case only'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l online -d 'Check roles, tenants and attributes against the project first: 3 requests'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l restart -d 'Forget what an earlier run of this command has done, and begin anew'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l format -d 'Form of the input [default: by the file\'s ending, else by its first character]' -r -f -a "csv\t'Values separated by commas, semicolons or tabs, with a header line'
json\t'One JSON array of objects'
jsonl\t'One JSON object a line'
lines\t'One login ID or user ID a line, without a header'
workbook\t'A sheet of a workbook: xlsx, xlsb, xls or ods'
ldif\t'Records of a directory'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l template -d 'Print a file to fill in, and stop [default form: csv]' -r -f -a "csv\t'A header line'
json\t'An array with one object'
jsonl\t'One object'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l map -d 'Read a column as this field; without a field it is left out (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l header -d 'Names of the columns, where the file has no header' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l sheet -d 'Sheet of a workbook [default: the first one]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l encoding -d 'Encoding of the text, such as windows-1252 [default: UTF-8 or UTF-16]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l set -d 'Give every row this value (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l value -d 'Read this value of a column as another, such as \'Status:Active=enabled\' (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l default-country -d 'Country of phone numbers that name none, such as 44; only whole numbers are completed' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l hash-config -d 'File with the hash parameters of the project that the users come from' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l transform -d 'Turn each record into users with this jq program, or the one in FILE.jq' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l from -d 'Read the export of another service; `source list` says which' -r -f -a "auth0\t''
firebase\t''
cognito\t''
okta\t''
clerk\t''
workos\t''
keycloak\t''
supabase\t''
entra\t''
b2c\t''
google-workspace\t''
ldif\t''
django\t''
wordpress\t''
descope\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l legacy-id -d 'Custom attribute for the ID that a user had there; `none` drops it [default: legacyId]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l join -d 'File of JSON lines with more of each user: the password hashes of Auth0' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l create-missing -d 'Create what the users need and the project lacks: attributes, roles, tenants' -r -f -a "attributes\t'Definitions of custom attributes'
roles\t'Roles of the project'
tenants\t'Tenants'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l leave-out -d 'Leave out roles or tenants of the users: roles, tenants' -r -f -a "roles\t'Roles of the project'
tenants\t'Tenants, with the roles there'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l id-map -d 'Write old ID, login ID, user ID and outcome of each row to this CSV file' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l on-exists -d 'What to do with a row whose user exists' -r -f -a "fail\t'Count the row as failed'
skip\t'Leave the user alone'
update\t'Change the fields that differ'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l report -d 'Write one JSON line for each row, with its outcome, to this file' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l failures -d 'Write the rows that failed, with the reason, to this file: fix them and run again' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l junit -d 'Write the outcomes as JUnit XML to this file, for the test view of a CI server' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l in-flight -d 'Most requests in flight; fewer are where replies come fast' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l max-failures -d 'Send nothing new once more rows than this have failed' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l deadline -d 'Send nothing new after this time, such as 90s, 10m or 1h30m' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l invite-url -d 'Link to put in the invitation' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l send-mail -d 'Send the invitation by e-mail' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l send-sms -d 'Send the invitation by text message' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l template-option -d 'Variable of the message template (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l template-id -d 'Message template to use' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l locale -d 'Language of the message, such as de or pt-BR' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l allow-rows-in-cells -d 'Let quoted cells hold lines that look like rows of the file'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l ignore-unknown -d 'Leave out columns and fields that do not exist, and list them'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l allow-hash-as-password -d 'Send a text that looks like a hash as a password in clear text'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l allow-no-contact -d 'Send new users who have neither an e-mail address nor a phone number'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l allow-case-variants -d 'Make two users of login IDs that differ in letter case only'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l online -d 'Check roles, tenants and attributes against the project first: 3 requests'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l restart -d 'Forget what an earlier run of this command has done, and begin anew'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-invite" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l email -d 'E-mail address' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l verified-email -d 'Whether the e-mail address may be used to sign in' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l phone -d 'Phone number in the form +15551234567' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l verified-phone -d 'Whether the phone number may be used to sign in' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l name -d 'Display name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l given-name -d 'First name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l middle-name -d 'Middle name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l family-name -d 'Last name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l picture -d 'URL of a picture' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l role -d 'Role in the project (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l tenant -d 'Tenant to join, with roles in it (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l family -d 'Family to join, with roles in it (repeatable; seen in one SDK only)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l attribute -d 'Custom attribute: key=text, or key:=json for other types (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l additional-login-id -d 'Further login ID (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l app -d 'Application to limit the user to; without any, all are open (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l status -d 'State of the account' -r -f -a "enabled\t'May sign in'
disabled\t'May not sign in'
invited\t'Has not signed in yet'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l recovery-email -d 'E-mail address for account recovery' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l verified-recovery-email -d 'Whether the recovery e-mail address is verified' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l recovery-phone -d 'Phone number for account recovery' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l verified-recovery-phone -d 'Whether the recovery phone number is verified' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l replace -d 'Allow the update to clear what is not given'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l email -d 'E-mail address' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l verified-email -d 'Whether the e-mail address may be used to sign in' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l phone -d 'Phone number in the form +15551234567' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l verified-phone -d 'Whether the phone number may be used to sign in' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l name -d 'Display name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l given-name -d 'First name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l middle-name -d 'Middle name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l family-name -d 'Last name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l picture -d 'URL of a picture' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l role -d 'Role in the project (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l tenant -d 'Tenant to join, with roles in it (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l family -d 'Family to join, with roles in it (repeatable; seen in one SDK only)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l attribute -d 'Custom attribute: key=text, or key:=json for other types (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l additional-login-id -d 'Further login ID (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l app -d 'Application to limit the user to; without any, all are open (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l status -d 'State of the account' -r -f -a "enabled\t'May sign in'
disabled\t'May not sign in'
invited\t'Has not signed in yet'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l recovery-email -d 'E-mail address for account recovery' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l verified-recovery-email -d 'Whether the recovery e-mail address is verified' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l recovery-phone -d 'Phone number for account recovery' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l verified-recovery-phone -d 'Whether the recovery phone number is verified' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l scim -d 'Mark the user as managed by SCIM' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l remove -d 'Field to empty (repeatable)' -r -f -a "email\t'The e-mail address'
phone\t'The phone number'
name\t'The display name'
given-name\t'The first name'
middle-name\t'The middle name'
family-name\t'The last name'
picture\t'The picture'
roles\t'All project roles'
tenants\t'All tenants'
families\t'All families (seen in one SDK only)'
apps\t'All limits to applications: every application is then open'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from patch" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l format -d 'Form of the input [default: by the file\'s ending, else by its first character]' -r -f -a "csv\t'Values separated by commas, semicolons or tabs, with a header line'
json\t'One JSON array of objects'
jsonl\t'One JSON object a line'
lines\t'One login ID or user ID a line, without a header'
workbook\t'A sheet of a workbook: xlsx, xlsb, xls or ods'
ldif\t'Records of a directory'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l template -d 'Print a file to fill in, and stop [default form: csv]' -r -f -a "csv\t'A header line'
json\t'An array with one object'
jsonl\t'One object'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l map -d 'Read a column as this field; without a field it is left out (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l header -d 'Names of the columns, where the file has no header' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l sheet -d 'Sheet of a workbook [default: the first one]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l encoding -d 'Encoding of the text, such as windows-1252 [default: UTF-8 or UTF-16]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l set -d 'Give every row this value (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l value -d 'Read this value of a column as another, such as \'Status:Active=enabled\' (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l default-country -d 'Country of phone numbers that name none, such as 44; only whole numbers are completed' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l hash-config -d 'File with the hash parameters of the project that the users come from' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l transform -d 'Turn each record into users with this jq program, or the one in FILE.jq' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l expect -d 'Go ahead only if exactly this many users lose a role, a tenant, a family, an application or their status' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l report -d 'Write one JSON line for each row, with its outcome, to this file' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l failures -d 'Write the rows that failed, with the reason, to this file: fix them and run again' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l junit -d 'Write the outcomes as JUnit XML to this file, for the test view of a CI server' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l in-flight -d 'Most requests in flight; fewer are where replies come fast' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l max-failures -d 'Send nothing new once more rows than this have failed' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l deadline -d 'Send nothing new after this time, such as 90s, 10m or 1h30m' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l allow-rows-in-cells -d 'Let quoted cells hold lines that look like rows of the file'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l ignore-unknown -d 'Leave out columns and fields that do not exist, and list them'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l allow-hash-as-password -d 'Send a text that looks like a hash as a password in clear text'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l allow-no-contact -d 'Send new users who have neither an e-mail address nor a phone number'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l allow-case-variants -d 'Make two users of login IDs that differ in letter case only'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l online -d 'Check roles, tenants and attributes against the project first: 3 requests'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l restart -d 'Forget what an earlier run of this command has done, and begin anew'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-patch" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete" -l backup -d 'Save the records to this file [default: a new file in the data folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete" -l no-backup -d 'Delete without saving the records'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l format -d 'Form of the input [default: by the file\'s ending, else by its first line]' -r -f -a "csv\t'Values separated by commas, semicolons or tabs, with a header line'
json\t'One JSON array of objects'
jsonl\t'One JSON object a line'
lines\t'One login ID or user ID a line, without a header'
workbook\t'A sheet of a workbook: xlsx, xlsb, xls or ods'
ldif\t'Records of a directory'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l where -d 'Search filter instead of a file: a flag of `user search` and its value (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l map -d 'Read a column as this field; without a field it is left out (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l header -d 'Names of the columns, where the file has no header' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l sheet -d 'Sheet of a workbook [default: the first one]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l encoding -d 'Encoding of the text, such as windows-1252 [default: UTF-8 or UTF-16]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l expect -d 'Go ahead only if exactly this many users would be deleted' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l backup -d 'Save the records to this file [default: a new file in the data folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l report -d 'Write one JSON line for each row, with its outcome, to this file' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l failures -d 'Write the rows that failed, with the reason, to this file: fix them and run again' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l junit -d 'Write the outcomes as JUnit XML to this file, for the test view of a CI server' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l in-flight -d 'Most requests in flight; fewer are where replies come fast' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l max-failures -d 'Send nothing new once more rows than this have failed' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l deadline -d 'Send nothing new after this time, such as 90s, 10m or 1h30m' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l allow-rows-in-cells -d 'Let quoted cells hold lines that look like rows of the file'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l no-backup -d 'Delete without saving the records'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l restart -d 'Forget what an earlier run of this command has done, and begin anew'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import" -l from -d 'System that the export is from, such as auth0' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import" -l hashes -d 'File with the password hashes' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import" -l validate-only -d 'Have the server check the export, and import nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-status" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-status" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-status" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-status" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-status" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-status" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-status" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-status" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-status" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-status" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-status" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-status" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-status" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-status" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-status" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-status" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-status" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-status" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-status" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from enable" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from enable" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from enable" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from enable" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from enable" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from enable" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from enable" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from enable" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from enable" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from enable" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from enable" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from enable" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from enable" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from enable" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from enable" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from enable" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from enable" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from enable" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from enable" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from enable" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from disable" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from disable" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from disable" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from disable" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from disable" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from disable" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from disable" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from disable" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from disable" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from disable" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from disable" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from disable" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from disable" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from disable" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from disable" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from disable" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from disable" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from disable" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from disable" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from disable" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-email" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-email" -l verified -d 'Whether the address may be used to sign in' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-email" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-email" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-email" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-email" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-email" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-email" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-email" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-email" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-email" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-email" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-email" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-email" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-email" -l remove -d 'Remove the address'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-email" -l merge -d 'Merge another user who has the address as login ID into this one, and delete that user'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-email" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-email" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-email" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-email" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-email" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-email" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-email" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-phone" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-phone" -l verified -d 'Whether the number may be used to sign in' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-phone" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-phone" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-phone" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-phone" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-phone" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-phone" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-phone" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-phone" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-phone" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-phone" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-phone" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-phone" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-phone" -l remove -d 'Remove the number'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-phone" -l merge -d 'Merge another user who has the number as login ID into this one, and delete that user'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-phone" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-phone" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-phone" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-phone" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-phone" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-phone" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-phone" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-login-id" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-login-id" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-login-id" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-login-id" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-login-id" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-login-id" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-login-id" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-login-id" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-login-id" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-login-id" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-login-id" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-login-id" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-login-id" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-login-id" -l remove -d 'Remove the login ID'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-login-id" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-login-id" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-login-id" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-login-id" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-login-id" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-login-id" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-login-id" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-display-name" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-display-name" -l given-name -d 'First name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-display-name" -l middle-name -d 'Middle name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-display-name" -l family-name -d 'Last name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-display-name" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-display-name" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-display-name" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-display-name" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-display-name" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-display-name" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-display-name" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-display-name" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-display-name" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-display-name" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-display-name" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-display-name" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-display-name" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-display-name" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-display-name" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-display-name" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-display-name" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-display-name" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-display-name" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-picture" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-picture" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-picture" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-picture" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-picture" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-picture" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-picture" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-picture" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-picture" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-picture" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-picture" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-picture" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-picture" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-picture" -l remove -d 'Remove the picture'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-picture" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-picture" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-picture" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-picture" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-picture" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-picture" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-picture" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-custom-attributes" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-custom-attributes" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-custom-attributes" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-custom-attributes" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-custom-attributes" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-custom-attributes" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-custom-attributes" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-custom-attributes" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-custom-attributes" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-custom-attributes" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-custom-attributes" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-custom-attributes" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-custom-attributes" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-custom-attributes" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-custom-attributes" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-custom-attributes" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-custom-attributes" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-custom-attributes" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-custom-attributes" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-custom-attributes" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-email" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-email" -l verified -d 'Whether the address is verified' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-email" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-email" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-email" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-email" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-email" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-email" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-email" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-email" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-email" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-email" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-email" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-email" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-email" -l remove -d 'Remove the address'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-email" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-email" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-email" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-email" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-email" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-email" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-email" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-phone" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-phone" -l verified -d 'Whether the number is verified' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-phone" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-phone" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-phone" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-phone" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-phone" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-phone" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-phone" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-phone" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-phone" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-phone" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-phone" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-phone" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-phone" -l remove -d 'Remove the number'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-phone" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-phone" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-phone" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-phone" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-phone" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-phone" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-recovery-phone" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-impersonation-consent" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-impersonation-consent" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-impersonation-consent" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-impersonation-consent" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-impersonation-consent" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-impersonation-consent" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-impersonation-consent" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-impersonation-consent" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-impersonation-consent" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-impersonation-consent" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-impersonation-consent" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-impersonation-consent" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-impersonation-consent" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-impersonation-consent" -l remove -d 'Take the consent back'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-impersonation-consent" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-impersonation-consent" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-impersonation-consent" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-impersonation-consent" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-impersonation-consent" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-impersonation-consent" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from update-impersonation-consent" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-tenant" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-tenant" -l role -d 'Role inside the tenant (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-tenant" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-tenant" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-tenant" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-tenant" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-tenant" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-tenant" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-tenant" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-tenant" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-tenant" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-tenant" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-tenant" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-tenant" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-tenant" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-tenant" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-tenant" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-tenant" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-tenant" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-tenant" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-tenant" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-tenant" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-tenant" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-tenant" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-tenant" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-tenant" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-tenant" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-tenant" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-tenant" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-tenant" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-tenant" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-tenant" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-tenant" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-tenant" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-tenant" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-tenant" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-tenant" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-tenant" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-tenant" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-tenant" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-tenant" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-family" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-family" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-family" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-family" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-family" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-family" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-family" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-family" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-family" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-family" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-family" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-family" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-family" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-family" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-family" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-family" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-family" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-family" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-family" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-family" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-family" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-family" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-family" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-family" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-family" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-family" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-family" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-family" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-family" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-family" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-family" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-family" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-family" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-family" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-family" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-family" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-family" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-family" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-family" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-family" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-role" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-role" -l tenant -d 'Tenant in which the roles count [default: the project]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-role" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-role" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-role" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-role" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-role" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-role" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-role" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-role" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-role" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-role" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-role" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-role" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-role" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-role" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-role" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-role" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-role" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-role" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-role" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-roles" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-roles" -l tenant -d 'Tenant in which the roles count [default: the project]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-roles" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-roles" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-roles" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-roles" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-roles" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-roles" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-roles" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-roles" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-roles" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-roles" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-roles" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-roles" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-roles" -l remove -d 'Take all roles away'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-roles" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-roles" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-roles" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-roles" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-roles" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-roles" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-roles" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-role" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-role" -l tenant -d 'Tenant in which the roles count [default: the project]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-role" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-role" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-role" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-role" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-role" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-role" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-role" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-role" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-role" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-role" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-role" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-role" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-role" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-role" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-role" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-role" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-role" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-role" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-role" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-app" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-app" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-app" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-app" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-app" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-app" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-app" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-app" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-app" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-app" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-app" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-app" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-app" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-app" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-app" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-app" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-app" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-app" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-app" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from add-app" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-apps" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-apps" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-apps" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-apps" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-apps" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-apps" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-apps" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-apps" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-apps" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-apps" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-apps" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-apps" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-apps" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-apps" -l allow-all-apps -d 'Lift the limit: the user may use all applications'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-apps" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-apps" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-apps" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-apps" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-apps" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-apps" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-apps" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-app" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-app" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-app" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-app" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-app" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-app" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-app" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-app" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-app" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-app" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-app" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-app" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-app" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-app" -l allow-all-apps -d 'Go ahead even if this opens all applications'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-app" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-app" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-app" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-app" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-app" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-app" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-app" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from expire-password" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from expire-password" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from expire-password" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from expire-password" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from expire-password" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from expire-password" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from expire-password" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from expire-password" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from expire-password" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from expire-password" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from expire-password" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from expire-password" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from expire-password" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from expire-password" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from expire-password" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from expire-password" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from expire-password" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from expire-password" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from expire-password" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from expire-password" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-active-password" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-active-password" -l password-file -d 'Read the password from the first line of this file' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-active-password" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-active-password" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-active-password" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-active-password" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-active-password" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-active-password" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-active-password" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-active-password" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-active-password" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-active-password" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-active-password" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-active-password" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-active-password" -l password-stdin -d 'Read the password from the first line of stdin'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-active-password" -l generate -d 'Make a strong password up and print it'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-active-password" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-active-password" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-active-password" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-active-password" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-active-password" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-active-password" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-active-password" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-temporary-password" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-temporary-password" -l password-file -d 'Read the password from the first line of this file' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-temporary-password" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-temporary-password" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-temporary-password" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-temporary-password" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-temporary-password" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-temporary-password" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-temporary-password" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-temporary-password" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-temporary-password" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-temporary-password" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-temporary-password" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-temporary-password" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-temporary-password" -l password-stdin -d 'Read the password from the first line of stdin'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-temporary-password" -l generate -d 'Make a strong password up and print it'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-temporary-password" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-temporary-password" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-temporary-password" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-temporary-password" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-temporary-password" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-temporary-password" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from set-temporary-password" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from logout" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from logout" -l session-type -d 'Limit the logout to this kind of session (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from logout" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from logout" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from logout" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from logout" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from logout" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from logout" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from logout" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from logout" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from logout" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from logout" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from logout" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from logout" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from logout" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from logout" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from logout" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from logout" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from logout" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from logout" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from logout" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from embedded-link" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from embedded-link" -l claim -d 'Claim to put in the session\'s token: key=text, or key:=json (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from embedded-link" -l lifetime -d 'How long the token is valid [default: the project\'s setting]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from embedded-link" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from embedded-link" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from embedded-link" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from embedded-link" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from embedded-link" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from embedded-link" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from embedded-link" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from embedded-link" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from embedded-link" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from embedded-link" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from embedded-link" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from embedded-link" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from embedded-link" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from embedded-link" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from embedded-link" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from embedded-link" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from embedded-link" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from embedded-link" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from embedded-link" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l email -d 'E-mail address' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l phone -d 'Phone number in the form +15551234567' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l name -d 'Display name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l given-name -d 'First name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l middle-name -d 'Middle name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l family-name -d 'Last name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l recovery-email -d 'E-mail address for account recovery' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l recovery-phone -d 'Phone number for account recovery' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l verified-email -d 'Whether the e-mail address may be used to sign in' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l verified-phone -d 'Whether the phone number may be used to sign in' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l stepup -d 'Make it a step-up of an existing session' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l mfa -d 'Make it the second factor of an existing session' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l claim -d 'Claim to put in the session\'s token: key=text, or key:=json (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l app -d 'Application to sign in to' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l tenant -d 'Tenant to sign in to' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l template-option -d 'Variable of the message template (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l template-id -d 'Message template to use' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l locale -d 'Language of the message, such as de or pt-BR' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l pkce-challenge -d 'Challenge that the token is bound to, in base64' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l revoke-other-sessions -d 'End the other sessions of the user' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l revoke-session-type -d 'Limit that to this kind of session (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l lifetime -d 'How long the token is valid [default: 60]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from sign-up-embedded-link" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-passkeys" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-passkeys" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-passkeys" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-passkeys" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-passkeys" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-passkeys" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-passkeys" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-passkeys" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-passkeys" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-passkeys" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-passkeys" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-passkeys" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-passkeys" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-passkeys" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-passkeys" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-passkeys" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-passkeys" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-passkeys" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-passkeys" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-passkeys" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkey" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkey" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkey" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkey" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkey" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkey" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkey" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkey" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkey" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkey" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkey" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkey" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkey" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkey" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkey" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkey" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkey" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkey" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkey" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkey" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkeys" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkeys" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkeys" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkeys" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkeys" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkeys" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkeys" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkeys" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkeys" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkeys" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkeys" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkeys" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkeys" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkeys" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkeys" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkeys" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkeys" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkeys" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkeys" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-passkeys" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import-passkeys" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import-passkeys" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import-passkeys" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import-passkeys" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import-passkeys" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import-passkeys" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import-passkeys" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import-passkeys" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import-passkeys" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import-passkeys" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import-passkeys" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import-passkeys" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import-passkeys" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import-passkeys" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import-passkeys" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import-passkeys" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import-passkeys" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import-passkeys" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import-passkeys" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from import-passkeys" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-totp" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-totp" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-totp" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-totp" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-totp" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-totp" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-totp" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-totp" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-totp" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-totp" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-totp" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-totp" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-totp" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-totp" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-totp" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-totp" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-totp" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-totp" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-totp" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-totp" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-recovery-codes" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-recovery-codes" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-recovery-codes" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-recovery-codes" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-recovery-codes" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-recovery-codes" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-recovery-codes" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-recovery-codes" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-recovery-codes" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-recovery-codes" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-recovery-codes" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-recovery-codes" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-recovery-codes" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-recovery-codes" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-recovery-codes" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-recovery-codes" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-recovery-codes" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-recovery-codes" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-recovery-codes" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from delete-recovery-codes" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-trusted-devices" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-trusted-devices" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-trusted-devices" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-trusted-devices" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-trusted-devices" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-trusted-devices" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-trusted-devices" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-trusted-devices" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-trusted-devices" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-trusted-devices" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-trusted-devices" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-trusted-devices" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-trusted-devices" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-trusted-devices" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-trusted-devices" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-trusted-devices" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-trusted-devices" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-trusted-devices" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from list-trusted-devices" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-trusted-devices" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-trusted-devices" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-trusted-devices" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-trusted-devices" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-trusted-devices" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-trusted-devices" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-trusted-devices" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-trusted-devices" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-trusted-devices" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-trusted-devices" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-trusted-devices" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-trusted-devices" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-trusted-devices" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-trusted-devices" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-trusted-devices" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-trusted-devices" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-trusted-devices" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-trusted-devices" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-trusted-devices" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from remove-trusted-devices" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l format -d 'Form of the input [default: by the file\'s ending, else by its first character]' -r -f -a "csv\t'Values separated by commas, semicolons or tabs, with a header line'
json\t'One JSON array of objects'
jsonl\t'One JSON object a line'
lines\t'One login ID or user ID a line, without a header'
workbook\t'A sheet of a workbook: xlsx, xlsb, xls or ods'
ldif\t'Records of a directory'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l template -d 'Print a file to fill in, and stop [default form: csv]' -r -f -a "csv\t'A header line'
json\t'An array with one object'
jsonl\t'One object'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l map -d 'Read a column as this field; without a field it is left out (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l header -d 'Names of the columns, where the file has no header' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l sheet -d 'Sheet of a workbook [default: the first one]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l encoding -d 'Encoding of the text, such as windows-1252 [default: UTF-8 or UTF-16]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l set -d 'Give every row this value (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l value -d 'Read this value of a column as another, such as \'Status:Active=enabled\' (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l default-country -d 'Country of phone numbers that name none, such as 44; only whole numbers are completed' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l hash-config -d 'File with the hash parameters of the project that the users come from' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l expect -d 'Go ahead only if the file has exactly this many rows' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l report -d 'Write one JSON line for each row, with its outcome, to this file' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l failures -d 'Write the rows that failed, with the reason, to this file: fix them and run again' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l junit -d 'Write the outcomes as JUnit XML to this file, for the test view of a CI server' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l in-flight -d 'Most requests in flight; fewer are where replies come fast' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l max-failures -d 'Send nothing new once more rows than this have failed' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l deadline -d 'Send nothing new after this time, such as 90s, 10m or 1h30m' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l allow-rows-in-cells -d 'Let quoted cells hold lines that look like rows of the file'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l ignore-unknown -d 'Leave out columns and fields that do not exist, and list them'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l allow-hash-as-password -d 'Send a text that looks like a hash as a password in clear text'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l allow-no-contact -d 'Send new users who have neither an e-mail address nor a phone number'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l allow-case-variants -d 'Make two users of login IDs that differ in letter case only'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l online -d 'Check roles, tenants and attributes against the project first: 3 requests'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l restart -d 'Forget what an earlier run of this command has done, and begin anew'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from batch-run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from export" -l format -d 'Form of the file [default: by its ending; jsonl on stdout]' -r -f -a "jsonl\t'One JSON object a line'
csv\t'Comma-separated values'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from export" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from export" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from export" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from export" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from export" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from export" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from export" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from export" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from export" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from export" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from export" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from export" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from export" -l full -d 'Write the API\'s full records; batch-create does not take them'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from export" -l with-test-users -d 'Take test users too'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from export" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from export" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from export" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from export" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from export" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from restore" -l report -d 'Write one JSON line for each row, with its outcome, to this file' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from restore" -l failures -d 'Write the rows that failed, with the reason, to this file: fix them and run again' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from restore" -l junit -d 'Write the outcomes as JUnit XML to this file, for the test view of a CI server' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from restore" -l in-flight -d 'Most requests in flight; fewer are where replies come fast' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from restore" -l max-failures -d 'Send nothing new once more rows than this have failed' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from restore" -l deadline -d 'Send nothing new after this time, such as 90s, 10m or 1h30m' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from restore" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from restore" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from restore" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from restore" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from restore" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from restore" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from restore" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from restore" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from restore" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from restore" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from restore" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from restore" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from restore" -l last -d 'Take the file of the last deletion on this machine; `descopectl backup list` shows all'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from restore" -l restart -d 'Forget what an earlier run of this command has done, and begin anew'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from restore" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from restore" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from restore" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from restore" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from restore" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from restore" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand user; and __fish_seen_subcommand_from restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and not __fish_seen_subcommand_from create delete-all otp magic-link enchanted-link" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and not __fish_seen_subcommand_from create delete-all otp magic-link enchanted-link" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and not __fish_seen_subcommand_from create delete-all otp magic-link enchanted-link" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and not __fish_seen_subcommand_from create delete-all otp magic-link enchanted-link" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and not __fish_seen_subcommand_from create delete-all otp magic-link enchanted-link" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and not __fish_seen_subcommand_from create delete-all otp magic-link enchanted-link" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and not __fish_seen_subcommand_from create delete-all otp magic-link enchanted-link" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and not __fish_seen_subcommand_from create delete-all otp magic-link enchanted-link" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and not __fish_seen_subcommand_from create delete-all otp magic-link enchanted-link" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and not __fish_seen_subcommand_from create delete-all otp magic-link enchanted-link" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and not __fish_seen_subcommand_from create delete-all otp magic-link enchanted-link" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and not __fish_seen_subcommand_from create delete-all otp magic-link enchanted-link" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and not __fish_seen_subcommand_from create delete-all otp magic-link enchanted-link" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and not __fish_seen_subcommand_from create delete-all otp magic-link enchanted-link" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and not __fish_seen_subcommand_from create delete-all otp magic-link enchanted-link" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and not __fish_seen_subcommand_from create delete-all otp magic-link enchanted-link" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and not __fish_seen_subcommand_from create delete-all otp magic-link enchanted-link" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and not __fish_seen_subcommand_from create delete-all otp magic-link enchanted-link" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and not __fish_seen_subcommand_from create delete-all otp magic-link enchanted-link" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and not __fish_seen_subcommand_from create delete-all otp magic-link enchanted-link" -f -a "create" -d 'Create a test user'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and not __fish_seen_subcommand_from create delete-all otp magic-link enchanted-link" -f -a "delete-all" -d 'Delete all test users of the project'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and not __fish_seen_subcommand_from create delete-all otp magic-link enchanted-link" -f -a "otp" -d 'Sign a test user in with a one-time code, and print the code'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and not __fish_seen_subcommand_from create delete-all otp magic-link enchanted-link" -f -a "magic-link" -d 'Sign a test user in with a magic link, and print the link'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and not __fish_seen_subcommand_from create delete-all otp magic-link enchanted-link" -f -a "enchanted-link" -d 'Sign a test user in with an enchanted link, and print the link'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l email -d 'E-mail address' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l verified-email -d 'Whether the e-mail address may be used to sign in' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l phone -d 'Phone number in the form +15551234567' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l verified-phone -d 'Whether the phone number may be used to sign in' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l name -d 'Display name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l given-name -d 'First name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l middle-name -d 'Middle name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l family-name -d 'Last name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l picture -d 'URL of a picture' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l role -d 'Role in the project (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l tenant -d 'Tenant to join, with roles in it (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l family -d 'Family to join, with roles in it (repeatable; seen in one SDK only)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l attribute -d 'Custom attribute: key=text, or key:=json for other types (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l additional-login-id -d 'Further login ID (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l app -d 'Application to limit the user to; without any, all are open (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l status -d 'State of the account' -r -f -a "enabled\t'May sign in'
disabled\t'May not sign in'
invited\t'Has not signed in yet'"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l recovery-email -d 'E-mail address for account recovery' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l verified-recovery-email -d 'Whether the recovery e-mail address is verified' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l recovery-phone -d 'Phone number for account recovery' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l verified-recovery-phone -d 'Whether the recovery phone number is verified' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l invite -d 'Send an invitation' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l invite-url -d 'Link to put in the invitation' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l send-mail -d 'Send the invitation by e-mail' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l send-sms -d 'Send the invitation by text message' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l template-option -d 'Variable of the message template (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l template-id -d 'Message template to use' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l locale -d 'Language of the message, such as de or pt-BR' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l password-file -d 'Read an initial password from the first line of this file' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l hashed-password-file -d 'File with a password hash: {"bcrypt": {"hash": "…"}} or another algorithm' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l password-prompt -d 'Ask for an initial password'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l password-stdin -d 'Read an initial password from the first line of stdin'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from delete-all" -l expect -d 'Go ahead only if exactly this many test users would be deleted' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from delete-all" -l backup -d 'Save the records to this file [default: a new file in the data folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from delete-all" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from delete-all" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from delete-all" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from delete-all" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from delete-all" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from delete-all" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from delete-all" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from delete-all" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from delete-all" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from delete-all" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from delete-all" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from delete-all" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from delete-all" -l no-backup -d 'Delete without saving the records'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from delete-all" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from delete-all" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from delete-all" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from delete-all" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from delete-all" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from delete-all" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from delete-all" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -l delivery-method -d 'How the code would have been sent' -r -f -a "email\t'By e-mail'
sms\t'By text message'
voice\t'By phone call'
whatsapp\t'By WhatsApp'
embedded\t'Not sent, but handed over'"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -l stepup -d 'Make it a step-up of an existing session' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -l mfa -d 'Make it the second factor of an existing session' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -l claim -d 'Claim to put in the session\'s token: key=text, or key:=json (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -l app -d 'Application to sign in to' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -l tenant -d 'Tenant to sign in to' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -l template-option -d 'Variable of the message template (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -l template-id -d 'Message template to use' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -l locale -d 'Language of the message, such as de or pt-BR' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -l pkce-challenge -d 'Challenge that the token is bound to, in base64' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -l revoke-other-sessions -d 'End the other sessions of the user' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -l revoke-session-type -d 'Limit that to this kind of session (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from otp" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -l delivery-method -d 'How the link would have been sent' -r -f -a "email\t'By e-mail'
sms\t'By text message'
voice\t'By phone call'
whatsapp\t'By WhatsApp'
embedded\t'Not sent, but handed over'"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -l redirect-url -d 'Where the link leads [default: the project\'s setting]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -l stepup -d 'Make it a step-up of an existing session' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -l mfa -d 'Make it the second factor of an existing session' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -l claim -d 'Claim to put in the session\'s token: key=text, or key:=json (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -l app -d 'Application to sign in to' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -l tenant -d 'Tenant to sign in to' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -l template-option -d 'Variable of the message template (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -l template-id -d 'Message template to use' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -l locale -d 'Language of the message, such as de or pt-BR' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -l pkce-challenge -d 'Challenge that the token is bound to, in base64' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -l revoke-other-sessions -d 'End the other sessions of the user' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -l revoke-session-type -d 'Limit that to this kind of session (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from magic-link" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -l redirect-url -d 'Where the link leads [default: the project\'s setting]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -l stepup -d 'Make it a step-up of an existing session' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -l mfa -d 'Make it the second factor of an existing session' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -l claim -d 'Claim to put in the session\'s token: key=text, or key:=json (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -l app -d 'Application to sign in to' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -l tenant -d 'Tenant to sign in to' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -l template-option -d 'Variable of the message template (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -l template-id -d 'Message template to use' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -l locale -d 'Language of the message, such as de or pt-BR' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -l pkce-challenge -d 'Challenge that the token is bound to, in base64' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -l revoke-other-sessions -d 'End the other sessions of the user' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -l revoke-session-type -d 'Limit that to this kind of session (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand test-user; and __fish_seen_subcommand_from enchanted-link" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and not __fish_seen_subcommand_from update impersonate impersonate-stepup stop-impersonation sign-in sign-up sign-up-or-in anonymous" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and not __fish_seen_subcommand_from update impersonate impersonate-stepup stop-impersonation sign-in sign-up sign-up-or-in anonymous" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and not __fish_seen_subcommand_from update impersonate impersonate-stepup stop-impersonation sign-in sign-up sign-up-or-in anonymous" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and not __fish_seen_subcommand_from update impersonate impersonate-stepup stop-impersonation sign-in sign-up sign-up-or-in anonymous" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and not __fish_seen_subcommand_from update impersonate impersonate-stepup stop-impersonation sign-in sign-up sign-up-or-in anonymous" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and not __fish_seen_subcommand_from update impersonate impersonate-stepup stop-impersonation sign-in sign-up sign-up-or-in anonymous" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and not __fish_seen_subcommand_from update impersonate impersonate-stepup stop-impersonation sign-in sign-up sign-up-or-in anonymous" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and not __fish_seen_subcommand_from update impersonate impersonate-stepup stop-impersonation sign-in sign-up sign-up-or-in anonymous" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and not __fish_seen_subcommand_from update impersonate impersonate-stepup stop-impersonation sign-in sign-up sign-up-or-in anonymous" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and not __fish_seen_subcommand_from update impersonate impersonate-stepup stop-impersonation sign-in sign-up sign-up-or-in anonymous" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and not __fish_seen_subcommand_from update impersonate impersonate-stepup stop-impersonation sign-in sign-up sign-up-or-in anonymous" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and not __fish_seen_subcommand_from update impersonate impersonate-stepup stop-impersonation sign-in sign-up sign-up-or-in anonymous" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and not __fish_seen_subcommand_from update impersonate impersonate-stepup stop-impersonation sign-in sign-up sign-up-or-in anonymous" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and not __fish_seen_subcommand_from update impersonate impersonate-stepup stop-impersonation sign-in sign-up sign-up-or-in anonymous" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and not __fish_seen_subcommand_from update impersonate impersonate-stepup stop-impersonation sign-in sign-up sign-up-or-in anonymous" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and not __fish_seen_subcommand_from update impersonate impersonate-stepup stop-impersonation sign-in sign-up sign-up-or-in anonymous" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and not __fish_seen_subcommand_from update impersonate impersonate-stepup stop-impersonation sign-in sign-up sign-up-or-in anonymous" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and not __fish_seen_subcommand_from update impersonate impersonate-stepup stop-impersonation sign-in sign-up sign-up-or-in anonymous" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and not __fish_seen_subcommand_from update impersonate impersonate-stepup stop-impersonation sign-in sign-up sign-up-or-in anonymous" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and not __fish_seen_subcommand_from update impersonate impersonate-stepup stop-impersonation sign-in sign-up sign-up-or-in anonymous" -f -a "update" -d 'Issue a token anew, with more claims'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and not __fish_seen_subcommand_from update impersonate impersonate-stepup stop-impersonation sign-in sign-up sign-up-or-in anonymous" -f -a "impersonate" -d 'Issue a refresh token with which one user acts as another'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and not __fish_seen_subcommand_from update impersonate impersonate-stepup stop-impersonation sign-in sign-up sign-up-or-in anonymous" -f -a "impersonate-stepup" -d 'Issue a stepped-up session token with which one user acts as another'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and not __fish_seen_subcommand_from update impersonate impersonate-stepup stop-impersonation sign-in sign-up sign-up-or-in anonymous" -f -a "stop-impersonation" -d 'Exchange an impersonation token for one of the user who acted'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and not __fish_seen_subcommand_from update impersonate impersonate-stepup stop-impersonation sign-in sign-up sign-up-or-in anonymous" -f -a "sign-in" -d 'Open a session for a user, without any proof of theirs'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and not __fish_seen_subcommand_from update impersonate impersonate-stepup stop-impersonation sign-in sign-up sign-up-or-in anonymous" -f -a "sign-up" -d 'Create a user and open a session for them'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and not __fish_seen_subcommand_from update impersonate impersonate-stepup stop-impersonation sign-in sign-up sign-up-or-in anonymous" -f -a "sign-up-or-in" -d 'Open a session for a user, who is created if missing'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and not __fish_seen_subcommand_from update impersonate impersonate-stepup stop-impersonation sign-in sign-up sign-up-or-in anonymous" -f -a "anonymous" -d 'Create an anonymous user and open a session for them'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from update" -l jwt-file -d 'Read the token from this file [default: stdin]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from update" -l claim -d 'Claim to add: key=text, or key:=json (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from update" -l lifetime -d 'Lifetime of the refresh token in seconds [default: as the project or the token has it]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from update" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from update" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from update" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from update" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from update" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from update" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from update" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from update" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from update" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from update" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from update" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from update" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from update" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from update" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from update" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from update" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from update" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from update" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate" -l impersonator -d 'Login ID or user ID of the user who acts; they need the permission Impersonate' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate" -l validate-consent -d 'Refuse unless the user has consented' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate" -l tenant -d 'Tenant that the token is for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate" -l session-cookie-name -d 'Name of the cookie that will hold the session' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate" -l claim -d 'Claim to add: key=text, or key:=json (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate" -l lifetime -d 'Lifetime of the refresh token in seconds [default: as the project or the token has it]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate-stepup" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate-stepup" -l impersonator -d 'Login ID or user ID of the user who acts; they need the permission Impersonate' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate-stepup" -l validate-consent -d 'Refuse unless the user has consented' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate-stepup" -l tenant -d 'Tenant that the token is for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate-stepup" -l session-cookie-name -d 'Name of the cookie that will hold the session' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate-stepup" -l claim -d 'Claim to add: key=text, or key:=json (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate-stepup" -l lifetime -d 'Lifetime of the refresh token in seconds [default: as the project or the token has it]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate-stepup" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate-stepup" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate-stepup" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate-stepup" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate-stepup" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate-stepup" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate-stepup" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate-stepup" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate-stepup" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate-stepup" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate-stepup" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate-stepup" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate-stepup" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate-stepup" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate-stepup" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate-stepup" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate-stepup" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate-stepup" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from impersonate-stepup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from stop-impersonation" -l jwt-file -d 'Read the token from this file [default: stdin]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from stop-impersonation" -l tenant -d 'Tenant that the new token is for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from stop-impersonation" -l claim -d 'Claim to add: key=text, or key:=json (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from stop-impersonation" -l lifetime -d 'Lifetime of the refresh token in seconds [default: as the project or the token has it]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from stop-impersonation" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from stop-impersonation" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from stop-impersonation" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from stop-impersonation" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from stop-impersonation" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from stop-impersonation" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from stop-impersonation" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from stop-impersonation" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from stop-impersonation" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from stop-impersonation" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from stop-impersonation" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from stop-impersonation" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from stop-impersonation" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from stop-impersonation" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from stop-impersonation" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from stop-impersonation" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from stop-impersonation" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from stop-impersonation" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from stop-impersonation" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-in" -l by -d 'Read identifiers as this kind [default: by their form]' -r -f -a "login-id\t'As a login ID'
user-id\t'As a user ID'"
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-in" -l stepup -d 'Step up the session whose refresh token is given' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-in" -l mfa -d 'Add a second factor to the session whose refresh token is given' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-in" -l jwt-file -d 'Read that refresh token from this file [default: stdin]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-in" -l revoke-other-sessions -d 'End the other sessions of the user' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-in" -l revoke-session-type -d 'Limit that to this kind of session (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-in" -l tenant -d 'Tenant that the tokens are for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-in" -l app -d 'Application to sign in to' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-in" -l claim -d 'Claim to add: key=text, or key:=json (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-in" -l lifetime -d 'Lifetime of the refresh token in seconds [default: as the project or the token has it]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-in" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-in" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-in" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-in" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-in" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-in" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-in" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-in" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-in" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-in" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-in" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-in" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-in" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-in" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-in" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-in" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-in" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-in" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-in" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -l tenant -d 'Tenant to join, with roles in it (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -l selected-tenant -d 'Tenant that the tokens are for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -l app -d 'Application to sign in to' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -l claim -d 'Claim to add: key=text, or key:=json (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -l lifetime -d 'Lifetime of the refresh token in seconds [default: as the project or the token has it]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -l email -d 'E-mail address' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -l phone -d 'Phone number in the form +15551234567' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -l name -d 'Display name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -l given-name -d 'First name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -l middle-name -d 'Middle name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -l family-name -d 'Last name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -l recovery-email -d 'E-mail address for account recovery' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -l recovery-phone -d 'Phone number for account recovery' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -l verified-email -d 'Whether the e-mail address may be used to sign in' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -l verified-phone -d 'Whether the phone number may be used to sign in' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -l tenant -d 'Tenant to join, with roles in it (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -l selected-tenant -d 'Tenant that the tokens are for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -l app -d 'Application to sign in to' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -l claim -d 'Claim to add: key=text, or key:=json (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -l lifetime -d 'Lifetime of the refresh token in seconds [default: as the project or the token has it]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -l email -d 'E-mail address' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -l phone -d 'Phone number in the form +15551234567' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -l name -d 'Display name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -l given-name -d 'First name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -l middle-name -d 'Middle name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -l family-name -d 'Last name' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -l recovery-email -d 'E-mail address for account recovery' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -l recovery-phone -d 'Phone number for account recovery' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -l verified-email -d 'Whether the e-mail address may be used to sign in' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -l verified-phone -d 'Whether the phone number may be used to sign in' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from sign-up-or-in" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from anonymous" -l tenant -d 'Tenant that the tokens are for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from anonymous" -l role -d 'Role in the session (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from anonymous" -l claim -d 'Claim to add: key=text, or key:=json (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from anonymous" -l lifetime -d 'Lifetime of the refresh token in seconds [default: as the project or the token has it]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from anonymous" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from anonymous" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from anonymous" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from anonymous" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from anonymous" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from anonymous" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from anonymous" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from anonymous" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from anonymous" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from anonymous" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from anonymous" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from anonymous" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from anonymous" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from anonymous" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from anonymous" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from anonymous" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from anonymous" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from anonymous" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand jwt; and __fish_seen_subcommand_from anonymous" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and not __fish_seen_subcommand_from list create delete list-family create-family delete-family" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and not __fish_seen_subcommand_from list create delete list-family create-family delete-family" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and not __fish_seen_subcommand_from list create delete list-family create-family delete-family" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and not __fish_seen_subcommand_from list create delete list-family create-family delete-family" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and not __fish_seen_subcommand_from list create delete list-family create-family delete-family" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and not __fish_seen_subcommand_from list create delete list-family create-family delete-family" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and not __fish_seen_subcommand_from list create delete list-family create-family delete-family" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and not __fish_seen_subcommand_from list create delete list-family create-family delete-family" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and not __fish_seen_subcommand_from list create delete list-family create-family delete-family" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and not __fish_seen_subcommand_from list create delete list-family create-family delete-family" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and not __fish_seen_subcommand_from list create delete list-family create-family delete-family" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and not __fish_seen_subcommand_from list create delete list-family create-family delete-family" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and not __fish_seen_subcommand_from list create delete list-family create-family delete-family" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and not __fish_seen_subcommand_from list create delete list-family create-family delete-family" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and not __fish_seen_subcommand_from list create delete list-family create-family delete-family" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and not __fish_seen_subcommand_from list create delete list-family create-family delete-family" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and not __fish_seen_subcommand_from list create delete list-family create-family delete-family" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and not __fish_seen_subcommand_from list create delete list-family create-family delete-family" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and not __fish_seen_subcommand_from list create delete list-family create-family delete-family" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and not __fish_seen_subcommand_from list create delete list-family create-family delete-family" -f -a "list" -d 'List the definitions of custom attributes'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and not __fish_seen_subcommand_from list create delete list-family create-family delete-family" -f -a "create" -d 'Define custom attributes'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and not __fish_seen_subcommand_from list create delete list-family create-family delete-family" -f -a "delete" -d 'Delete definitions of custom attributes'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and not __fish_seen_subcommand_from list create delete list-family create-family delete-family" -f -a "list-family" -d 'List the definitions of attributes of members of families'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and not __fish_seen_subcommand_from list create delete list-family create-family delete-family" -f -a "create-family" -d 'Define attributes of members of families'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and not __fish_seen_subcommand_from list create delete list-family create-family delete-family" -f -a "delete-family" -d 'Delete definitions of attributes of members of families'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create" -l display-name -d 'Name to show [default: the machine name]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create" -l option -d 'Value of a selection, with its label (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create" -l default -d 'Default value, as JSON or else as text' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create" -l view-permission -d 'Permission that is needed to see the value (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create" -l edit-permission -d 'Permission that is needed to change the value (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create" -l required -d 'Users need a value (seen in one SDK only)' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list-family" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list-family" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list-family" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list-family" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list-family" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list-family" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list-family" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list-family" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list-family" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list-family" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list-family" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list-family" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list-family" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list-family" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list-family" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list-family" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list-family" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list-family" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from list-family" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create-family" -l display-name -d 'Name to show [default: the machine name]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create-family" -l option -d 'Value of a selection, with its label (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create-family" -l default -d 'Default value, as JSON or else as text' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create-family" -l view-permission -d 'Permission that is needed to see the value (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create-family" -l edit-permission -d 'Permission that is needed to change the value (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create-family" -l required -d 'Users need a value (seen in one SDK only)' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create-family" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create-family" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create-family" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create-family" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create-family" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create-family" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create-family" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create-family" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create-family" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create-family" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create-family" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create-family" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create-family" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create-family" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create-family" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create-family" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create-family" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create-family" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from create-family" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete-family" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete-family" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete-family" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete-family" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete-family" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete-family" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete-family" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete-family" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete-family" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete-family" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete-family" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete-family" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete-family" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete-family" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete-family" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete-family" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete-family" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete-family" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand attribute; and __fish_seen_subcommand_from delete-family" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and not __fish_seen_subcommand_from list create delete" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and not __fish_seen_subcommand_from list create delete" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and not __fish_seen_subcommand_from list create delete" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and not __fish_seen_subcommand_from list create delete" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and not __fish_seen_subcommand_from list create delete" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and not __fish_seen_subcommand_from list create delete" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and not __fish_seen_subcommand_from list create delete" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and not __fish_seen_subcommand_from list create delete" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and not __fish_seen_subcommand_from list create delete" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and not __fish_seen_subcommand_from list create delete" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and not __fish_seen_subcommand_from list create delete" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and not __fish_seen_subcommand_from list create delete" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and not __fish_seen_subcommand_from list create delete" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and not __fish_seen_subcommand_from list create delete" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and not __fish_seen_subcommand_from list create delete" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and not __fish_seen_subcommand_from list create delete" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and not __fish_seen_subcommand_from list create delete" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and not __fish_seen_subcommand_from list create delete" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and not __fish_seen_subcommand_from list create delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and not __fish_seen_subcommand_from list create delete" -f -a "list" -d 'List the tenants of the project'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and not __fish_seen_subcommand_from list create delete" -f -a "create" -d 'Create a tenant'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and not __fish_seen_subcommand_from list create delete" -f -a "delete" -d 'Delete a tenant'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from list" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from list" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from list" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from list" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from list" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from list" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from list" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from list" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from list" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from list" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from list" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from list" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from list" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from create" -l id -d 'ID; it cannot be changed later' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from create" -l domain -d 'Domain whose users join the tenant when they sign in (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from create" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from create" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from create" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from create" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from create" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from create" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from create" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from create" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from create" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from create" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from create" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from create" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from create" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from create" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from create" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from create" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from delete" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from delete" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from delete" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from delete" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from delete" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from delete" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from delete" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from delete" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from delete" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from delete" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from delete" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from delete" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from delete" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from delete" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from delete" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from delete" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand tenant; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and not __fish_seen_subcommand_from list create delete" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and not __fish_seen_subcommand_from list create delete" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and not __fish_seen_subcommand_from list create delete" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and not __fish_seen_subcommand_from list create delete" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and not __fish_seen_subcommand_from list create delete" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and not __fish_seen_subcommand_from list create delete" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and not __fish_seen_subcommand_from list create delete" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and not __fish_seen_subcommand_from list create delete" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and not __fish_seen_subcommand_from list create delete" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and not __fish_seen_subcommand_from list create delete" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and not __fish_seen_subcommand_from list create delete" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and not __fish_seen_subcommand_from list create delete" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and not __fish_seen_subcommand_from list create delete" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and not __fish_seen_subcommand_from list create delete" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and not __fish_seen_subcommand_from list create delete" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and not __fish_seen_subcommand_from list create delete" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and not __fish_seen_subcommand_from list create delete" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and not __fish_seen_subcommand_from list create delete" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and not __fish_seen_subcommand_from list create delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and not __fish_seen_subcommand_from list create delete" -f -a "list" -d 'List the roles of the project and of its tenants'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and not __fish_seen_subcommand_from list create delete" -f -a "create" -d 'Create a role'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and not __fish_seen_subcommand_from list create delete" -f -a "delete" -d 'Delete a role'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from list" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from list" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from list" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from list" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from list" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from list" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from list" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from list" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from list" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from list" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from list" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from list" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from list" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from create" -l description -d 'What it is for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from create" -l permission -d 'Permission that it grants (repeatable)' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from create" -l tenant -d 'Tenant to which it belongs' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from create" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from create" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from create" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from create" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from create" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from create" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from create" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from create" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from create" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from create" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from create" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from create" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from create" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from create" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from create" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from create" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from delete" -l tenant -d 'Tenant to which it belongs' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from delete" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from delete" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from delete" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from delete" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from delete" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from delete" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from delete" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from delete" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from delete" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from delete" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from delete" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from delete" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from delete" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from delete" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from delete" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from delete" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand role; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and not __fish_seen_subcommand_from list show" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and not __fish_seen_subcommand_from list show" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and not __fish_seen_subcommand_from list show" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and not __fish_seen_subcommand_from list show" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and not __fish_seen_subcommand_from list show" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and not __fish_seen_subcommand_from list show" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and not __fish_seen_subcommand_from list show" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and not __fish_seen_subcommand_from list show" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and not __fish_seen_subcommand_from list show" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and not __fish_seen_subcommand_from list show" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and not __fish_seen_subcommand_from list show" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and not __fish_seen_subcommand_from list show" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and not __fish_seen_subcommand_from list show" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and not __fish_seen_subcommand_from list show" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and not __fish_seen_subcommand_from list show" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and not __fish_seen_subcommand_from list show" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and not __fish_seen_subcommand_from list show" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and not __fish_seen_subcommand_from list show" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and not __fish_seen_subcommand_from list show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and not __fish_seen_subcommand_from list show" -f -a "list" -d 'List the services whose exports can be read'
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and not __fish_seen_subcommand_from list show" -f -a "show" -d 'Print the jq program of a source, to be copied and changed'
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from list" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from list" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from list" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from list" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from list" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from list" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from list" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from list" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from list" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from list" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from list" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from list" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from list" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from show" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from show" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from show" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from show" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from show" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from show" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from show" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from show" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from show" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from show" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from show" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from show" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from show" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from show" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand source; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and not __fish_seen_subcommand_from list show resume remove" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and not __fish_seen_subcommand_from list show resume remove" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and not __fish_seen_subcommand_from list show resume remove" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and not __fish_seen_subcommand_from list show resume remove" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and not __fish_seen_subcommand_from list show resume remove" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and not __fish_seen_subcommand_from list show resume remove" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and not __fish_seen_subcommand_from list show resume remove" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and not __fish_seen_subcommand_from list show resume remove" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and not __fish_seen_subcommand_from list show resume remove" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and not __fish_seen_subcommand_from list show resume remove" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and not __fish_seen_subcommand_from list show resume remove" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and not __fish_seen_subcommand_from list show resume remove" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and not __fish_seen_subcommand_from list show resume remove" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and not __fish_seen_subcommand_from list show resume remove" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and not __fish_seen_subcommand_from list show resume remove" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and not __fish_seen_subcommand_from list show resume remove" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and not __fish_seen_subcommand_from list show resume remove" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and not __fish_seen_subcommand_from list show resume remove" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and not __fish_seen_subcommand_from list show resume remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and not __fish_seen_subcommand_from list show resume remove" -f -a "list" -d 'List bulk runs, the latest last'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and not __fish_seen_subcommand_from list show resume remove" -f -a "show" -d 'Show what became of a bulk run'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and not __fish_seen_subcommand_from list show resume remove" -f -a "resume" -d 'Resume a bulk run that did not end'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and not __fish_seen_subcommand_from list show resume remove" -f -a "remove" -d 'Remove the journals of bulk runs'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from list" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from list" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from list" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from list" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from list" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from list" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from list" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from list" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from list" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from list" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from list" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from list" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from list" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from show" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from show" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from show" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from show" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from show" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from show" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from show" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from show" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from show" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from show" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from show" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from show" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from show" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from show" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from resume" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from resume" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from resume" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from resume" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from resume" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from resume" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from resume" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from resume" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from resume" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from resume" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from resume" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from resume" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from resume" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from resume" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from resume" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from resume" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from resume" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from resume" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from resume" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from remove" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from remove" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from remove" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from remove" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from remove" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from remove" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from remove" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from remove" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from remove" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from remove" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from remove" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from remove" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from remove" -l done -d 'Remove all jobs that are finished'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from remove" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from remove" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from remove" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from remove" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand job; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and not __fish_seen_subcommand_from list" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and not __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and not __fish_seen_subcommand_from list" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and not __fish_seen_subcommand_from list" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and not __fish_seen_subcommand_from list" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and not __fish_seen_subcommand_from list" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and not __fish_seen_subcommand_from list" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and not __fish_seen_subcommand_from list" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and not __fish_seen_subcommand_from list" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and not __fish_seen_subcommand_from list" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and not __fish_seen_subcommand_from list" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and not __fish_seen_subcommand_from list" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and not __fish_seen_subcommand_from list" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and not __fish_seen_subcommand_from list" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and not __fish_seen_subcommand_from list" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and not __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and not __fish_seen_subcommand_from list" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and not __fish_seen_subcommand_from list" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and not __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and not __fish_seen_subcommand_from list" -f -a "list" -d 'List the records that were saved, the latest last'
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and __fish_seen_subcommand_from list" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and __fish_seen_subcommand_from list" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and __fish_seen_subcommand_from list" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and __fish_seen_subcommand_from list" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and __fish_seen_subcommand_from list" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and __fish_seen_subcommand_from list" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and __fish_seen_subcommand_from list" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and __fish_seen_subcommand_from list" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and __fish_seen_subcommand_from list" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and __fish_seen_subcommand_from list" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and __fish_seen_subcommand_from list" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and __fish_seen_subcommand_from list" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and __fish_seen_subcommand_from list" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand backup; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand history" -l limit -d 'Show at most so many commands, the latest' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand history" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand history" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand history" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand history" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand history" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand history" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand history" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand history" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand history" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand history" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand history" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand history" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand history" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand history" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand history" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand history" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand history" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand history" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand history" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand limits" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand limits" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand limits" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand limits" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand limits" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand limits" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand limits" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand limits" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand limits" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand limits" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand limits" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand limits" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand limits" -l unblock -d 'Forget the blocks that servers asked for; what was sent still counts'
complete -c descopectl -n "__fish_descopectl_using_subcommand limits" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand limits" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand limits" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand limits" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand limits" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand limits" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand limits" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand api" -s d -l data -d 'JSON data: as text, from a file with @FILE, from stdin with @-' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand api" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand api" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand api" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand api" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand api" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand api" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand api" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand api" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand api" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand api" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand api" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand api" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand api" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand api" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand api" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand api" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand api" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand api" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand api" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and not __fish_seen_subcommand_from add list ls show use set rename remove rm explain" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and not __fish_seen_subcommand_from add list ls show use set rename remove rm explain" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and not __fish_seen_subcommand_from add list ls show use set rename remove rm explain" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and not __fish_seen_subcommand_from add list ls show use set rename remove rm explain" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and not __fish_seen_subcommand_from add list ls show use set rename remove rm explain" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and not __fish_seen_subcommand_from add list ls show use set rename remove rm explain" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and not __fish_seen_subcommand_from add list ls show use set rename remove rm explain" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and not __fish_seen_subcommand_from add list ls show use set rename remove rm explain" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and not __fish_seen_subcommand_from add list ls show use set rename remove rm explain" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and not __fish_seen_subcommand_from add list ls show use set rename remove rm explain" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and not __fish_seen_subcommand_from add list ls show use set rename remove rm explain" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and not __fish_seen_subcommand_from add list ls show use set rename remove rm explain" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and not __fish_seen_subcommand_from add list ls show use set rename remove rm explain" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and not __fish_seen_subcommand_from add list ls show use set rename remove rm explain" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and not __fish_seen_subcommand_from add list ls show use set rename remove rm explain" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and not __fish_seen_subcommand_from add list ls show use set rename remove rm explain" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and not __fish_seen_subcommand_from add list ls show use set rename remove rm explain" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and not __fish_seen_subcommand_from add list ls show use set rename remove rm explain" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and not __fish_seen_subcommand_from add list ls show use set rename remove rm explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and not __fish_seen_subcommand_from add list ls show use set rename remove rm explain" -f -a "add" -d 'Add a profile to the configuration file'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and not __fish_seen_subcommand_from add list ls show use set rename remove rm explain" -f -a "list" -d 'List all profiles'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and not __fish_seen_subcommand_from add list ls show use set rename remove rm explain" -f -a "ls" -d 'List all profiles'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and not __fish_seen_subcommand_from add list ls show use set rename remove rm explain" -f -a "show" -d 'Show one profile'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and not __fish_seen_subcommand_from add list ls show use set rename remove rm explain" -f -a "use" -d 'Make a profile the default'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and not __fish_seen_subcommand_from add list ls show use set rename remove rm explain" -f -a "set" -d 'Change settings of a profile and keep the others'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and not __fish_seen_subcommand_from add list ls show use set rename remove rm explain" -f -a "rename" -d 'Give a profile another name'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and not __fish_seen_subcommand_from add list ls show use set rename remove rm explain" -f -a "remove" -d 'Remove a profile from the configuration file'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and not __fish_seen_subcommand_from add list ls show use set rename remove rm explain" -f -a "rm" -d 'Remove a profile from the configuration file'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and not __fish_seen_subcommand_from add list ls show use set rename remove rm explain" -f -a "explain" -d 'Explain which settings are in effect and where they come from'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from add" -l key-command -d 'Run this command for the management key, when a request is made' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from add" -l key-env -d 'Take the management key from this environment variable' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from add" -l key-file -d 'Read the management key from this file, when a request is made' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from add" -l ca-bundle -d 'Trust the certificates in this PEM file too' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from add" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from add" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from add" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from add" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from add" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from add" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from add" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from add" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from add" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from add" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from add" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from add" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from add" -l key-stdin -d 'Read the management key from stdin now and store it in a file that only you can read'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from add" -l protected -d 'Ask for more than a yes before anything is written to the project'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from add" -l use -d 'Make it the default profile'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from add" -l replace -d 'Replace the profile of this name: settings that are not given are dropped'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from add" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from add" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from add" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from add" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from add" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from list" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from list" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from list" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from list" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from list" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from list" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from list" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from list" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from list" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from list" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from list" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from list" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from list" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from ls" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from ls" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from ls" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from ls" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from ls" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from ls" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from ls" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from ls" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from ls" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from ls" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from ls" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from ls" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from ls" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from ls" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from ls" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from ls" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from ls" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from show" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from show" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from show" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from show" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from show" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from show" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from show" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from show" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from show" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from show" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from show" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from show" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from show" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from show" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from use" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from use" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from use" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from use" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from use" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from use" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from use" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from use" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from use" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from use" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from use" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from use" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from use" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from use" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from use" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from use" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from use" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from use" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from use" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from set" -l key-command -d 'Run this command for the management key, when a request is made' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from set" -l key-env -d 'Take the management key from this environment variable' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from set" -l key-file -d 'Read the management key from this file, when a request is made' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from set" -l protected -d 'Ask for more than a yes before anything is written to the project' -r -f -a "true\t''
false\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from set" -l ca-bundle -d 'Trust the certificates in this PEM file too' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from set" -l remove -d 'Setting to take out, so that the default counts (repeatable)' -r -f -a "base-url\t'The address of the API'
output\t'The form of the output'
timeout\t'The time that a request may take'
rate\t'The share of the rate limit'
ca-bundle\t'The certificates to trust'"
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from set" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from set" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from set" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from set" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from set" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from set" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from set" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from set" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from set" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from set" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from set" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from set" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from set" -l key-stdin -d 'Read the management key from stdin now and store it in a file that only you can read'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from set" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from set" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from set" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from set" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from set" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rename" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rename" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rename" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rename" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rename" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rename" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rename" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rename" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rename" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rename" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rename" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rename" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rename" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rename" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rename" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rename" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rename" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rename" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rename" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from remove" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from remove" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from remove" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rm" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rm" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rm" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rm" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rm" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rm" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rm" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rm" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rm" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rm" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rm" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rm" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rm" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rm" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rm" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rm" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rm" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rm" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from rm" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from explain" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from explain" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from explain" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from explain" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from explain" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from explain" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from explain" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from explain" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from explain" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from explain" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from explain" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from explain" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from explain" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from explain" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from explain" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from explain" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from explain" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from explain" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand profile; and __fish_seen_subcommand_from explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand doctor" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand doctor" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand doctor" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand doctor" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand doctor" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand doctor" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand doctor" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand doctor" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand doctor" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand doctor" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand doctor" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand doctor" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand doctor" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand doctor" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand doctor" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand doctor" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand doctor" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand doctor" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and not __fish_seen_subcommand_from start seed reset status" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and not __fish_seen_subcommand_from start seed reset status" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and not __fish_seen_subcommand_from start seed reset status" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and not __fish_seen_subcommand_from start seed reset status" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and not __fish_seen_subcommand_from start seed reset status" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and not __fish_seen_subcommand_from start seed reset status" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and not __fish_seen_subcommand_from start seed reset status" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and not __fish_seen_subcommand_from start seed reset status" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and not __fish_seen_subcommand_from start seed reset status" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and not __fish_seen_subcommand_from start seed reset status" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and not __fish_seen_subcommand_from start seed reset status" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and not __fish_seen_subcommand_from start seed reset status" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and not __fish_seen_subcommand_from start seed reset status" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and not __fish_seen_subcommand_from start seed reset status" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and not __fish_seen_subcommand_from start seed reset status" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and not __fish_seen_subcommand_from start seed reset status" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and not __fish_seen_subcommand_from start seed reset status" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and not __fish_seen_subcommand_from start seed reset status" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and not __fish_seen_subcommand_from start seed reset status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and not __fish_seen_subcommand_from start seed reset status" -f -a "start" -d 'Serve the API on this machine'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and not __fish_seen_subcommand_from start seed reset status" -f -a "seed" -d 'Load example data from a file'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and not __fish_seen_subcommand_from start seed reset status" -f -a "reset" -d 'Delete everything in the emulator'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and not __fish_seen_subcommand_from start seed reset status" -f -a "status" -d 'Show what the emulator holds'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -l listen -d 'Address to listen on; port 0 takes a free one' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -l key-file -d 'Read the management key from the first line of this file or pipe' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -l env-file -d 'Write the variables that a client needs to this file, as NAME=value' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -l cors -d 'Let web pages of this origin call it, * for any; repeatable' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -l db -d 'Database file, :memory: for none [default: that of the profile local]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -l rate-window -d 'Window of the rate limits, and how long a bucket stays closed [default: 60]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -l tier -d 'Tier of the licence: what the project may use up, told to clients that ask' -r -f -a "tier1\t''
tier2\t''
tier3\t''
tier4\t''"
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -l fault -d 'Let requests fail: `[METHOD] /path: ACTION [N%|every N], …`; repeatable' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -l fault-seed -d 'Seed for the percentages of faults; the same seed repeats them' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -l clock-offset -d 'Move the emulator\'s clock so many seconds ahead, or behind with a minus' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -l search-lag -d 'Let searches show the state of so many milliseconds ago' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -l request-log -d 'Append one JSON line per request to this file' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -l allow-remote -d 'Allow an address that other machines reach'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -l enforce-rate-limits -d 'Refuse requests over the documented rate limits, as the service does'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from start" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from seed" -l db -d 'Database file, :memory: for none [default: that of the profile local]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from seed" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from seed" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from seed" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from seed" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from seed" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from seed" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from seed" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from seed" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from seed" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from seed" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from seed" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from seed" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from seed" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from seed" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from seed" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from seed" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from seed" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from seed" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from seed" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from reset" -l db -d 'Database file, :memory: for none [default: that of the profile local]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from reset" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from reset" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from reset" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from reset" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from reset" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from reset" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from reset" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from reset" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from reset" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from reset" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from reset" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from reset" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from reset" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from reset" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from reset" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from reset" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from reset" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from reset" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from reset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from status" -l db -d 'Database file, :memory: for none [default: that of the profile local]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from status" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from status" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from status" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from status" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from status" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from status" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from status" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from status" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from status" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from status" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from status" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from status" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from status" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from status" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from status" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from status" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from status" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand emulator; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand completions" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand completions" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand completions" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand completions" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand completions" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand completions" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand completions" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand completions" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand completions" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand completions" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand completions" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand completions" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand completions" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand completions" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand completions" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand completions" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand completions" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand completions" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand man" -l dir -d 'Write one page for each command to this folder' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand man" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand man" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand man" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand man" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand man" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand man" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand man" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand man" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand man" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand man" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand man" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand man" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand man" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand man" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand man" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand man" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand man" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand man" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand help" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand help" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand help" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand help" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand help" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand help" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand help" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand help" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand help" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand help" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand help" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand help" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand help" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand help" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand help" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand help" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand help" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand help" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c descopectl -n "__fish_descopectl_using_subcommand version" -l profile -d 'Profile to use; `local` is the emulator inside this program' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand version" -l config -d 'Configuration file [default: config.toml in the platform\'s folder]' -r -F
complete -c descopectl -n "__fish_descopectl_using_subcommand version" -l project-id -d 'Project ID' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand version" -l base-url -d 'Address of the API [default: that of the project\'s region]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand version" -s o -l output -d 'Form of the output [default: table]' -r -f -a "table\t'For people'
json\t'The API\'s own shape, indented'
jsonl\t'One JSON value a line'
yaml\t'YAML'
csv\t'Comma-separated values with a header line'
ids\t'One ID a line'"
complete -c descopectl -n "__fish_descopectl_using_subcommand version" -l columns -d 'Fields to show in tables and CSV, such as userId,email,customAttributes.plan' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand version" -s q -l query -d 'Filter the result with a jq expression' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand version" -l confirm-project -d 'For a protected profile in a script: the project ID that --yes is meant for' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand version" -l timeout -d 'Longest time for one request, such as 90s or 2m [default: 60s]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand version" -l rate -d 'Share of the rate limit to use, such as 50%; off for a server without limits' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand version" -l max-wait -d 'Longest wait for the rate limit [default: 90s, 15m in a batch]' -r
complete -c descopectl -n "__fish_descopectl_using_subcommand version" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Also into a pipe'
never\t'Never'"
complete -c descopectl -n "__fish_descopectl_using_subcommand version" -l no-input -d 'Never ask; what would be asked is an error'
complete -c descopectl -n "__fish_descopectl_using_subcommand version" -s y -l yes -d 'Answer yes to every question'
complete -c descopectl -n "__fish_descopectl_using_subcommand version" -l dry-run -d 'Show what would be sent, and change nothing'
complete -c descopectl -n "__fish_descopectl_using_subcommand version" -s v -l verbose -d 'Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data'
complete -c descopectl -n "__fish_descopectl_using_subcommand version" -l quiet -d 'Say nothing but errors and warnings'
complete -c descopectl -n "__fish_descopectl_using_subcommand version" -l wide -d 'Show whole cells, all columns and exact times, however wide the terminal is'
complete -c descopectl -n "__fish_descopectl_using_subcommand version" -s h -l help -d 'Print help (see more with \'--help\')'
