# AddressSanitizer and UndefinedBehaviorSanitizer for everything that is built; the first finding ends the program.
if(FINWAIT_SANITIZE)
  # vptr would need the run-time type information that the libraries do without.
  add_compile_options(-fsanitize=address,undefined -fno-sanitize=vptr -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
