#include "auditor/cli/program.h"

int main(int argc, char** argv) {
  return patrol::cli::run_program(argc, argv);
}
