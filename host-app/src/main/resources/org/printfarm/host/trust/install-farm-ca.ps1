# Makes the slicers of this machine (@SYSTEM@) trust the printers of a farm: appends the farm's CA to their printer.cer,
# keeps each file as it was beside it (.before-printfarm), and looks whether all is there.
#
#   powershell -ExecutionPolicy Bypass -File install-farm-ca.ps1               in a PowerShell of an administrator
#   powershell -ExecutionPolicy Bypass -File install-farm-ca.ps1 -Undo         takes it out again
#   ... -Files C:\other\place\printer.cer                                      other places
#
# This script was reviewed and has not been run.
# SHA-256 of the CA: @SHA256@
param([switch]$Undo, [string[]]$Files)
$ErrorActionPreference = 'Stop'

$ca = @'
@PEM@
'@ -replace "`r", ''
$places = @(
    @PLACES@
)
$latin = [Text.Encoding]::GetEncoding(28591)
$block = '-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]*-----END CERTIFICATE-----[ \t]*(\r?\n)?'

function Get-Body([string]$pem) { ($pem -replace '-----[A-Z ]+-----', '') -replace '\s', '' }

$ours = Get-Body $ca

function Test-Ours([string]$text) {
    foreach ($found in [regex]::Matches($text, $block)) {
        if ((Get-Body $found.Value) -eq $ours) { return $true }
    }
    return $false
}

function Install-In([string]$file) {
    $before = [IO.File]::ReadAllText($file, $latin)
    if (Test-Ours $before) { Write-Output "already there: $file"; return }
    Copy-Item -LiteralPath $file -Destination "$file.before-printfarm" -Force
    $gap = if ($before -eq '' -or $before.EndsWith("`n")) { '' } else { "`n" }
    $wanted = $before + $gap + $ca.Trim() + "`n"
    [IO.File]::WriteAllText($file, $wanted, $latin)
    if ([IO.File]::ReadAllText($file, $latin) -ceq $wanted) { Write-Output "installed: $file"; return }
    [IO.File]::WriteAllText($file, $before, $latin)
    throw "failed, and as it was: $file"
}

function Undo-In([string]$file) {
    $before = [IO.File]::ReadAllText($file, $latin)
    if (-not (Test-Ours $before)) { Write-Output "not there: $file"; return }
    $rest = [regex]::Replace($before, $block, { param($found) if ((Get-Body $found.Value) -eq $ours) { '' } else { $found.Value } })
    [IO.File]::WriteAllText($file, $rest, $latin)
    if (Test-Path -LiteralPath "$file.before-printfarm") { Remove-Item -LiteralPath "$file.before-printfarm" }
    Write-Output "removed: $file"
}

if (-not $Files) { $Files = $places }
$there = @($Files | Where-Object { Test-Path -LiteralPath $_ })
if ($there.Count -eq 0) {
    Write-Error 'no printer.cer was found: name it with -Files, for instance ...\resources\cert\printer.cer'
}
foreach ($file in $there) {
    if ($Undo) { Undo-In $file } else { Install-In $file }
}
