#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace patrol {

/// A credential in memory. It can not be printed, compared or stored: the one way out is `reveal()`, which
/// only the code that writes the Authorization header calls. The memory is overwritten when it goes.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}
  Secret(const Secret&) = default;
  Secret(Secret&& other) noexcept;
  Secret& operator=(const Secret&) = default;
  Secret& operator=(Secret&& other) noexcept;
  ~Secret();

  bool empty() const noexcept { return text_.empty(); }
  std::string_view reveal() const noexcept { return text_; }

 private:
  std::string text_;
};

/// Whether an integration file may name this variable of the environment as the one that holds its token:
/// upper-case letters, digits and `_`, ending in `_PAT`, and none of patrol's own or of the Azure programs.
/// What a file names is sent to Azure DevOps, and a file may be anybody's: no other secret goes by it.
bool is_token_variable(std::string_view name);

}  // namespace patrol
