#include "core/stack_rows.hpp"

namespace finwait {

Provenance provenance(std::string_view stack, std::string_view parameter) {
  for (const StackRow& row : stack_rows(stack)) {
    if (row.parameter == parameter) return {row.evidence, row.source};
  }
  return {};
}

}  // namespace finwait
