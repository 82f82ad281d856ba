#include "auditor/cli/collecting.h"

#include "auditor/azdo/client.h"
#include "auditor/azdo/http.h"
#include "auditor/azdo/http_transport.h"
#include "auditor/azdo/limiter.h"
#include "auditor/cli/integration_tokens.h"
#include "auditor/cli/sign_ins.h"
#include "auditor/model/text.h"
#include "auditor/policy/catalogue.h"

#include <fmt/format.h>

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace patrol::cli {
namespace {

/// One client per organization, each signed in as is meant for it.
class Clients {
 public:
  Clients(std::size_t concurrency, azdo::ClientOptions options)
      : limiter_(concurrency, options.timing), options_(std::move(options)) {}

  void add(const std::string& organization, azdo::Http& http, azdo::SignIn& sign_in,
           const std::optional<azdo::Server>& server) {
    Way& way = ways_[fold_case(organization)];
    way.transport = std::make_unique<azdo::HttpTransport>(http, sign_in, server);
    azdo::ClientOptions options = options_;
    options.probing = probing_[fold_case(organization)];
    way.client = std::make_unique<azdo::Client>(organization, *way.transport, limiter_, std::move(options));
  }

  /// The client of that organization, where it is added later, tries the token in this variable.
  void add_probing(const std::string& organization, const std::string& variable,
                   const Environment& environment, azdo::Http& http,
                   const std::optional<azdo::Server>& server) {
    azdo::Client*& place = probing_[fold_case(organization)][variable];
    if (place != nullptr) return;
    OwnWay& own = *own_ways_.emplace_back(std::make_unique<OwnWay>(token_in(environment, variable)));
    own.transport = std::make_unique<azdo::HttpTransport>(http, own.sign_in, server);
    own.client = std::make_unique<azdo::Client>(organization, *own.transport, limiter_, options_);
    place = own.client.get();
  }

  /// Clients that are added later ask Microsoft Graph with this token.
  void add_directory(const azdo::Credential& bearer, azdo::Http& http,
                     const std::optional<azdo::Server>& server) {
    graph_sign_in_ = std::make_unique<azdo::FixedSignIn>(bearer);
    directory_.transport = std::make_unique<azdo::HttpTransport>(http, *graph_sign_in_, server);
    directory_.client = std::make_unique<azdo::Client>("", *directory_.transport, limiter_, options_);
    options_.directory = directory_.client.get();
  }

  azdo::Client& of(const std::string& organization) { return *ways_.at(fold_case(organization)).client; }

 private:
  struct Way {
    std::unique_ptr<azdo::Transport> transport;
    std::unique_ptr<azdo::Client> client;
  };
  /// With the token of an integration, which no other client has.
  struct OwnWay {
    explicit OwnWay(Result<azdo::Credential, azdo::TransportFailure> token) : sign_in(std::move(token)) {}
    azdo::FixedSignIn sign_in;
    std::unique_ptr<azdo::Transport> transport;
    std::unique_ptr<azdo::Client> client;
  };
  azdo::Limiter limiter_;
  azdo::ClientOptions options_;
  std::vector<std::unique_ptr<OwnWay>> own_ways_;
  std::map<std::string, std::map<std::string, azdo::Client*, std::less<>>> probing_;  ///< by organization
  std::unique_ptr<azdo::SignIn> graph_sign_in_;
  Way directory_;
  std::map<std::string, Way> ways_;
};

/// Tells a person how far the collection is, not more often than an eye can follow.
class ProgressLine {
 public:
  explicit ProgressLine(Messages& messages) : messages_(messages) {}

  void show(const CollectProgress& progress) {
    const auto now = std::chrono::steady_clock::now();
    if (now < next_) return;
    next_ = now + std::chrono::milliseconds(100);
    messages_.live(fmt::format("collecting from {}: {} requests answered, {} waiting", progress.organization,
                               progress.requests, progress.waiting));
  }

 private:
  Messages& messages_;
  std::chrono::steady_clock::time_point next_{};
};

azdo::HttpOptions http_options(const Environment& environment) {
  return {.version = PATROL_VERSION,
          .https_proxy = environment.https_proxy,
          .no_proxy = environment.no_proxy,
          .ca_file = environment.ca_file};
}

/// With what the auditor signs in, told before the first request: by the wrong one of two identities an audit
/// looks like a right one.
void tell_credentials(const Credentials& credentials, Session& session) {
  for (const auto& [organization, why] : credentials.unreachable) {
    session.messages.say(fmt::format("`{}` can not be read: {}", organization, why));
  }
  if (credentials.general) session.messages.phase("signing in with " + credentials.general->source);
}

}  // namespace

EvaluateOptions evaluate_options(const Options& options) {
  const Time clock = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return {.now = options.now.value_or(clock),
          .fail_on = options.fail_on,
          .tool = tool_name(),
          .accept_materialised = options.accept_materialised,
          .accept_declared = options.accept_declared,
          .only = {options.only.begin(), options.only.end()}};
}

Result<Snapshot> collect_live(const Errand& errand, const Options& options, const EvaluateOptions& evaluating,
                              const Asked& asked, Session& session) {
  const Credentials& credentials = asked.credentials;
  azdo::initialize_http_threads();
  auto http = azdo::make_http(http_options(session.environment));
  if (!http) return std::move(http).error();
  const std::vector<std::string>& organizations = errand.organizations;
  SignIns sign_ins(credentials, organizations, *http.value(), options.login_server);
  tell_credentials(credentials, session);
  auto az = sign_ins.try_az(session.interrupt.token());
  if (!az) return std::move(az).error();
  if (const std::optional<Error>& why = az.value()) session.messages.tell({&*why, 1});

  azdo::ClientOptions client_options{.stop = session.interrupt.token()};
  if (options.max_time) client_options.deadline = client_options.timing.now() + *options.max_time;
  Clients clients(options.concurrency, std::move(client_options));
  EvaluateOptions deciding = evaluating;
  if (credentials.graph) {
    clients.add_directory(*credentials.graph, *http.value(), options.server);
    deciding.ask_graph = true;
  }
  for (const Integration& integration : errand.probed) {
    if (integration.pat.secret_env.empty()) continue;
    clients.add_probing(integration.organization, integration.pat.secret_env, session.environment,
                        *http.value(), options.server);
  }
  for (const std::string& organization : organizations) {
    clients.add(organization, *http.value(), sign_ins.of(organization), options.server);
  }

  if (asked.earlier != nullptr) {
    session.messages.phase("going on from what was read as of " + format_time(asked.earlier->collected_at));
  }
  session.messages.phase("collecting from " + join_words(organizations));
  ProgressLine line(session.messages);
  const CollectOptions collecting{
      .evaluate = deciding,
      .concurrency = options.concurrency,
      .progress = [&](const CollectProgress& progress) { line.show(progress); },
      .resume = asked.earlier,
      .keeps_rest = asked.keeps_rest,
      .read_anew =
          [&](const std::string& organization) {
            session.messages.say(
                fmt::format("`{}` was read anew: the snapshot does not tell that it was read by the "
                            "identity that is signed in now",
                            organization));
          }};
  return collect(
      organizations, errand.still_missing,
      [&](const std::string& organization) -> azdo::Client& { return clients.of(organization); }, collecting);
}

Result<Snapshot> collect_live(const Inputs& inputs, const Options& options, const EvaluateOptions& evaluating,
                              const Asked& asked, Session& session) {
  const Errand errand{
      .organizations = inputs.organizations(),
      .still_missing = missing_for_audit(inputs.policies, inputs.integrations, built_in_catalogue()),
      .probed = inputs.asked()};
  return collect_live(errand, options, evaluating, asked, session);
}

}  // namespace patrol::cli
