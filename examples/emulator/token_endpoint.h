#pragma once

#include "auditor/model/time.h"
#include "examples/emulator/http.h"
#include "examples/emulator/organization.h"

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace patrol::emulator {

/// Whose a bearer is, if it was issued here.
struct IssuedTo {
  std::string client_id;
  bool is_over = false;  ///< it has run out, or was used as often as it may be
};

/// The part of Entra at which applications sign in: `POST
/// login.microsoftonline.com/{tenant}/oauth2/v2.0/token` with the client credentials flow. May be used from
/// many threads.
class TokenEndpoint {
 public:
  explicit TokenEndpoint(const std::vector<Organization>& organizations);

  static bool is_for(const Request& request);

  Response answer(const Request& request, Time now);

  /// Looks a bearer up and counts its use. Nothing: it was not issued here.
  std::optional<IssuedTo> use(const std::string& bearer, Time now);

 private:
  struct Bearer {
    const Application* application = nullptr;
    Time end{};
    std::size_t uses = 0;
  };
  using Form = std::map<std::string, std::string>;

  std::string refuse(const Application& application, const std::string& tenant, const Form& form) const;
  Response issue(const std::string& tenant, const Application& application, Time now);

  /// By tenant and client id.
  std::map<std::pair<std::string, std::string>, Application> applications_;
  std::mutex mutex_;
  std::map<std::string, Bearer> bearers_;
};

}  // namespace patrol::emulator
