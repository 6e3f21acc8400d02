#!/bin/sh
# A real Chromium for the tests of the pages: Debian's package, where this may install it; else says so loudly.
set -eu
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" > /dev/null; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
  echo "Installing Chromium (Debian package) for the tests of the pages ..." >&2
  if apt-get install -y --no-install-recommends chromium fonts-dejavu-core > /dev/null 2>&1; then exit 0; fi
  if apt-get update > /dev/null 2>&1 && apt-get install -y --no-install-recommends chromium fonts-dejavu-core > /dev/null; then
    exit 0
  fi
fi
echo "!!! No Chromium here, and it can't be installed: THE TESTS OF THE PAGES IN A BROWSER WILL NOT RUN." >&2
echo "!!! As root on Debian: apt-get install chromium" >&2
