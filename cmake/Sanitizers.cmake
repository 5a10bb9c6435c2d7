# AddressSanitizer and UndefinedBehaviorSanitizer for everything that is built; the first finding ends the program.
if(FINWAIT_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
