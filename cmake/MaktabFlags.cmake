# One target carries the flags of the house; every module links it.
find_package(Threads REQUIRED)

add_library(maktab_flags INTERFACE)
target_include_directories(maktab_flags INTERFACE ${CMAKE_SOURCE_DIR}/src)
target_compile_options(maktab_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wconversion -Wno-sign-conversion
  -Werror -fno-omit-frame-pointer)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  target_compile_options(maktab_flags INTERFACE -Wthread-safety)
else()
  # g++ 12 reports uninitialised and restrict problems inside its own headers under sanitizers.
  target_compile_options(maktab_flags INTERFACE -Wno-maybe-uninitialized -Wno-restrict -Wno-array-bounds
    -Wno-stringop-overflow -Wno-stringop-overread -Wno-mismatched-new-delete)
endif()
target_link_libraries(maktab_flags INTERFACE Threads::Threads)

if(MAKTAB_SANITIZE)
  target_compile_options(maktab_flags INTERFACE -fsanitize=${MAKTAB_SANITIZE} -fno-sanitize-recover=all)
  target_link_options(maktab_flags INTERFACE -fsanitize=${MAKTAB_SANITIZE})
endif()

find_program(MAKTAB_CCACHE ccache)
if(MAKTAB_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${MAKTAB_CCACHE})
endif()
find_program(MAKTAB_MOLD mold)
if(MAKTAB_MOLD)
  add_link_options(-fuse-ld=mold)
endif()
