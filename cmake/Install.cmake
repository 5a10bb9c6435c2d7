# `cmake --install`: the command with its manual, scenarios and schemas, and the three libraries for find_package(finwait).
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(finwait_headers ${CMAKE_INSTALL_INCLUDEDIR}/finwait)
set(finwait_package ${CMAKE_INSTALL_LIBDIR}/cmake/finwait)

# Headers name each other "core/segment.hpp", so include/finwait is on the path; include is there besides, for those
# who prefer to write <finwait/core/segment.hpp>.
install(TARGETS finwait_core finwait_loss_models finwait_sim
  EXPORT finwait
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
  FILE_SET HEADERS DESTINATION ${finwait_headers}
  INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} ${finwait_headers})
install(EXPORT finwait NAMESPACE finwait:: FILE finwaitTargets.cmake DESTINATION ${finwait_package})

configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/finwaitConfig.cmake.in
  ${PROJECT_BINARY_DIR}/finwaitConfig.cmake INSTALL_DESTINATION ${finwait_package})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/finwaitConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/finwaitConfig.cmake ${PROJECT_BINARY_DIR}/finwaitConfigVersion.cmake
  DESTINATION ${finwait_package})

install(DIRECTORY ${PROJECT_SOURCE_DIR}/scenarios DESTINATION ${CMAKE_INSTALL_DATADIR}/finwait
  FILES_MATCHING PATTERN "*.json")
install(DIRECTORY ${PROJECT_SOURCE_DIR}/tools/cluster DESTINATION ${CMAKE_INSTALL_DATADIR}/finwait USE_SOURCE_PERMISSIONS)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

if(TARGET finwait)
  install(TARGETS finwait RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  if(EXISTS ${PROJECT_SOURCE_DIR}/tools/finwait.1)
    install(FILES ${PROJECT_SOURCE_DIR}/tools/finwait.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
  endif()
endif()
