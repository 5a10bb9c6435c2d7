# finwait_library(name): the static library of the folder that calls it, from all *.cpp of it and its subfolders, with all
# their *.hpp as public headers, exported as finwait::<name without finwait_>.
#
# core, loss_models and sim use no exceptions and no RTTI: the same code is to run anywhere, inside a web page too.
function(finwait_library name)
  string(REGEX REPLACE "^finwait_" "" short_name ${name})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/*/*.cpp)
  file(GLOB headers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.hpp ${CMAKE_CURRENT_SOURCE_DIR}/*/*.hpp)
  add_library(${name} STATIC ${sources})
  add_library(finwait::${short_name} ALIAS ${name})
  set_target_properties(${name} PROPERTIES EXPORT_NAME ${short_name})
  target_sources(${name} PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${headers})
  target_compile_features(${name} PUBLIC cxx_std_20)
  target_compile_options(${name} PRIVATE -fno-exceptions -fno-rtti)
  target_link_libraries(${name} PRIVATE $<BUILD_INTERFACE:finwait_warnings>)
endfunction()
