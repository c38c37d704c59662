# cmake -DFOLDER=dist -DOUTPUT=maktab_pages.S -P embed_pages.cmake
#
# Writes the assembler file that puts every file of a folder into the program, each text file also compressed beside it
# (name.gz). Runs when the program is built and not when it is configured, because the names of the pages' files hold a
# hash of what is in them. Without FOLDER the table is empty.
cmake_minimum_required(VERSION 3.25)

set(data "")
set(table "")
set(index 0)

macro(embed_file name path)
  string(APPEND data "name_${index}: .asciz \"${name}\"\nbegin_${index}: .incbin \"${path}\"\nend_${index}: .byte 0\n")
  string(APPEND table ".quad name_${index}\n.quad begin_${index}\n.quad end_${index}\n")
  math(EXPR index "${index} + 1")
endmacro()

if(FOLDER)
  file(GLOB_RECURSE files RELATIVE ${FOLDER} ${FOLDER}/*)
  list(FILTER files EXCLUDE REGEX "\\.gz$")
  if(NOT "index.html" IN_LIST files)
    message(FATAL_ERROR "${FOLDER} holds no index.html: the pages were not built.")
  endif()
  foreach(file IN LISTS files)
    embed_file(${file} ${FOLDER}/${file})
    if(file MATCHES "\\.(html|js|css|svg|json|webmanifest|txt)$")
      execute_process(COMMAND gzip -9 -n -c ${FOLDER}/${file} OUTPUT_FILE ${FOLDER}/${file}.gz COMMAND_ERROR_IS_FATAL ANY)
      embed_file(${file}.gz ${FOLDER}/${file}.gz)
    endif()
  endforeach()
endif()

file(WRITE ${OUTPUT} ".section .rodata\n${data}\n.section .data.rel.ro,\"aw\"\n.balign 8\n.global maktab_pages\n"
                     "maktab_pages:\n${table}.quad 0\n.quad 0\n.quad 0\n.section .note.GNU-stack,\"\",%progbits\n")
