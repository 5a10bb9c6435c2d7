#!/bin/sh
# format.sh ROOT: fails where clang-format would change a file. To repair: clang-format -i FILE.
cd "$1" || exit 2
find core loss_models sim tools tests examples \( -name '*.hpp' -o -name '*.cpp' \) -print0 |
  xargs -0 clang-format --dry-run --Werror
