#pragma once

#include "auditor/azdo/http.h"
#include "auditor/azdo/server.h"
#include "auditor/azdo/sign_in.h"
#include "auditor/azdo/timing.h"
#include "auditor/cli/credentials.h"
#include "auditor/model/result.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace patrol::cli {

/// How each organization is signed in to. Those that share the general credential share one sign-in.
class SignIns {
 public:
  /// `http` outlives them. The credentials of these organizations are as chosen for them.
  SignIns(const Credentials& credentials, std::span<const std::string> organizations, azdo::Http& http,
          const std::optional<azdo::Server>& login_server);

  azdo::SignIn& of(const std::string& organization) { return *by_organization_.at(organization); }

  /// Whether `az`, where it is what is used, gives a token. It is there by chance: that it gives none is no
  /// refusal, but means that nobody gave a credential. An error where no organization has another; else what
  /// is wrong with it.
  Result<std::optional<Error>> try_az(const std::stop_token& stop);

 private:
  std::map<std::string, azdo::SignIn*, std::less<>> by_organization_;
  std::vector<std::unique_ptr<azdo::SignIn>> all_;
  azdo::SignIn* az_ = nullptr;
  bool has_other_ = false;  ///< an organization that does not need `az`
};

}  // namespace patrol::cli
