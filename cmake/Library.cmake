# finwait_library(name): the static library of the folder that calls it, from all *.cpp of it and its subfolders, with all
# their *.hpp as public headers, exported as finwait::<name without finwait_>.
#
# core, loss_models and sim use no exceptions and no RTTI: the same code is to run anywhere, inside a web page too.
#
# A run goes back and forth between the three libraries, so that g++ makes it a fifth faster when it sees them as one
# program (link-time optimisation, finwait_link_as_one). The objects hold ordinary code too: what is linked without
# gains nothing and waits for nothing.
set(finwait_gnu_release $<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>)

function(finwait_library name)
  string(REGEX REPLACE "^finwait_" "" short_name ${name})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/*/*.cpp)
  file(GLOB headers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.hpp ${CMAKE_CURRENT_SOURCE_DIR}/*/*.hpp)
  add_library(${name} STATIC ${sources})
  add_library(finwait::${short_name} ALIAS ${name})
  set_target_properties(${name} PROPERTIES EXPORT_NAME ${short_name})
  target_sources(${name} PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${headers})
  target_compile_features(${name} PUBLIC cxx_std_20)
  target_compile_options(${name} PRIVATE -fno-exceptions -fno-rtti "$<${finwait_gnu_release}:-flto;-ffat-lto-objects>")
  target_link_libraries(${name} PRIVATE $<BUILD_INTERFACE:finwait_warnings>)
endfunction()

# A program whose speed matters, or (OFF) one that is linked often.
function(finwait_link_as_one name yes)
  target_link_options(${name} PRIVATE "$<${finwait_gnu_release}:$<IF:$<BOOL:${yes}>,-flto=auto,-fno-lto>>")
endfunction()
