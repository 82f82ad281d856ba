#include "auditor/cli/sign_ins.h"

#include "auditor/azdo/renewed_bearer.h"
#include "auditor/cli/az_login.h"
#include "auditor/model/text.h"

#include <utility>
#include <variant>

namespace patrol::cli {
namespace {

using azdo::FixedSignIn;
using azdo::RenewedBearer;
using azdo::SignIn;

/// `az` starts an interpreter and may ask Entra.
constexpr std::chrono::seconds patience_with_az{60};

std::unique_ptr<SignIn> make(const GeneralCredential& general, azdo::Http& http,
                             const std::optional<azdo::Server>& login_server) {
  const azdo::Timing timing = azdo::real_timing();
  if (const auto* const fixed = std::get_if<azdo::Credential>(&general.way)) {
    return std::make_unique<FixedSignIn>(*fixed);
  }
  if (const auto* const principal = std::get_if<azdo::ClientCredentials>(&general.way)) {
    return std::make_unique<RenewedBearer>(azdo::ask_entra(http, *principal, login_server, timing), timing);
  }
  return std::make_unique<RenewedBearer>(ask_az(std::get<AzLogin>(general.way)), timing);
}

}  // namespace

SignIns::SignIns(const Credentials& credentials, std::span<const std::string> organizations, azdo::Http& http,
                 const std::optional<azdo::Server>& login_server) {
  const auto keep = [this](std::unique_ptr<SignIn> sign_in) {
    return all_.emplace_back(std::move(sign_in)).get();
  };
  SignIn* general = nullptr;
  if (credentials.general) {
    general = keep(make(*credentials.general, http, login_server));
    if (std::holds_alternative<AzLogin>(credentials.general->way)) az_ = general;
  }
  for (const std::string& organization : organizations) {
    SignIn*& place = by_organization_[organization];
    if (const auto own = credentials.own.find(organization); own != credentials.own.end()) {
      place = keep(std::make_unique<FixedSignIn>(own->second));
      has_other_ = true;
    } else if (const auto none = credentials.unreachable.find(organization);
               none != credentials.unreachable.end()) {
      place = keep(std::make_unique<FixedSignIn>(
          azdo::TransportFailure{azdo::TransportFailure::Kind::sign_in, none->second, false}));
    } else {
      place = general;
    }
  }
}

Result<std::optional<Error>> SignIns::try_az(const std::stop_token& stop) {
  if (az_ == nullptr) return std::optional<Error>{};
  const auto signature = az_->signature(patience_with_az, stop);
  if (signature || signature.error().kind == azdo::TransportFailure::Kind::stopped)
    return std::optional<Error>{};
  std::vector<std::string> names;
  for (const auto& [organization, sign_in] : by_organization_) {
    if (sign_in == az_) names.push_back("`" + organization + "`");
  }
  Error error{Error::Kind::usage, "",
              "no credential was given for " + join_words(names) + ", and " + signature.error().what};
  if (has_other_) return std::optional{std::move(error)};
  const std::string& organization = by_organization_.begin()->first;
  error.what += "; or " + how_to_give_a_credential(organization);
  return error;
}

}  // namespace patrol::cli
