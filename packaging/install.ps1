# Installs descopectl from a release: irm ADDRESS/install.ps1 | iex
#
#   $env:DESCOPECTL_VERSION = '0.1.0'         that version, not the latest
#   $env:DESCOPECTL_INSTALL_DIR = 'FOLDER'    where the binary goes
#   $env:DESCOPECTL_DOWNLOAD_URL = 'URL'      where the archives and SHA256SUMS are, such as a mirror
$ErrorActionPreference = 'Stop'
$repository = 'https://github.com/descopectl/descopectl'

function Install-Descopectl {
    $version = if ($env:DESCOPECTL_VERSION) { $env:DESCOPECTL_VERSION -replace '^v', '' } else { 'latest' }
    $folder = if ($env:DESCOPECTL_INSTALL_DIR) { $env:DESCOPECTL_INSTALL_DIR } else { Join-Path $env:LOCALAPPDATA 'Programs\descopectl' }
    $url = if ($env:DESCOPECTL_DOWNLOAD_URL) { $env:DESCOPECTL_DOWNLOAD_URL }
    elseif ($version -eq 'latest') { "$repository/releases/latest/download" }
    else { "$repository/releases/download/v$version" }

    $name = 'descopectl-x86_64-pc-windows-msvc'
    $work = Join-Path ([IO.Path]::GetTempPath()) ([IO.Path]::GetRandomFileName())
    New-Item -ItemType Directory -Path $work | Out-Null
    try {
        Invoke-WebRequest -UseBasicParsing "$url/$name.zip" -OutFile "$work\$name.zip"
        Invoke-WebRequest -UseBasicParsing "$url/SHA256SUMS" -OutFile "$work\SHA256SUMS"
        $line = Select-String -Path "$work\SHA256SUMS" -Pattern "^([0-9a-f]{64}) [ *]$([regex]::Escape("$name.zip"))$"
        if (-not $line) { throw "SHA256SUMS does not name $name.zip" }
        $wanted = $line.Matches[0].Groups[1].Value
        $actual = (Get-FileHash -Algorithm SHA256 "$work\$name.zip").Hash.ToLowerInvariant()
        if ($actual -ne $wanted) { throw "$name.zip is not what SHA256SUMS says" }

        Expand-Archive -Path "$work\$name.zip" -DestinationPath $work
        New-Item -ItemType Directory -Force -Path $folder | Out-Null
        Copy-Item -Force "$work\$name\descopectl.exe" $folder
    }
    finally {
        Remove-Item -Recurse -Force $work
    }
    $binary = Join-Path $folder 'descopectl.exe'
    Write-Output "installed $(& $binary --version) as $binary"
    if (-not (($env:PATH -split ';') -contains $folder)) {
        Write-Output "$folder is not in PATH: add it with [Environment]::SetEnvironmentVariable('PATH', `"`$([Environment]::GetEnvironmentVariable('PATH', 'User'));$folder`", 'User')"
    }
}

Install-Descopectl
