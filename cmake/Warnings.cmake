# One set of warnings for every target, strict enough that what remains is worth an error.
add_library(finwait_warnings INTERFACE)
target_compile_options(finwait_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wcast-align -Wcast-qual
  -Wnon-virtual-dtor -Woverloaded-virtual -Wformat=2 -Wnull-dereference -Wswitch-enum -Wimplicit-fallthrough
  -Wextra-semi -Wunused -Wundef -Wredundant-decls
  $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond;-Wduplicated-branches;-Wlogical-op;-Wuseless-cast>
  $<$<BOOL:${FINWAIT_WERROR}>:-Werror>)
# GCC bug 105651: g++ 12 sees an overlap in "literal" + std::string that cannot be.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(finwait_warnings INTERFACE -Wno-restrict)
endif()

# Instrumented code has branches that nobody wrote; g++ then sees null pointers and unset variables that are not there.
if(FINWAIT_SANITIZE)
  target_compile_options(finwait_warnings INTERFACE
    -Wno-null-dereference $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
endif()

