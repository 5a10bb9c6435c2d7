// 128-bit integers, for exact products of two 64-bit numbers. GCC and Clang have them on every 64-bit target and in
// WebAssembly; nothing else in the project may name the compiler's own type.
#pragma once

namespace finwait {

__extension__ typedef unsigned __int128 Uint128;
__extension__ typedef __int128 Int128;

}  // namespace finwait
