// A file of the project as text, for tests.
#pragma once

#include <string>

namespace finwait::tests {

// The whole of a file; the path is relative to the top of the project, or absolute. Fails the test if there is none.
std::string text_of(const std::string& path);

}  // namespace finwait::tests
