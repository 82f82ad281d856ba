#include "auditor/cli/collecting.h"

#include "auditor/azdo/client.h"
#include "auditor/azdo/http_transport.h"
#include "auditor/azdo/limiter.h"
#include "auditor/collect/collect.h"
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

/// One client per organization, each with the credential meant for it.
class Clients {
 public:
  Clients(std::size_t concurrency, azdo::ClientOptions options)
      : limiter_(concurrency, options.timing), options_(std::move(options)) {}

  Result<Done> add(const std::string& organization, const azdo::Credential& credential,
                   const azdo::HttpOptions& http) {
    auto transport = azdo::make_http_transport(credential, http);
    if (!transport) return std::move(transport).error();
    Way& way = ways_[fold_case(organization)];
    way.transport = std::move(transport).value();
    way.client = std::make_unique<azdo::Client>(organization, *way.transport, limiter_, options_);
    return Done{};
  }

  /// Clients that are added later ask Microsoft Graph with this token.
  Result<Done> add_directory(const Secret& bearer, const azdo::HttpOptions& http) {
    const azdo::Credential credential{.kind = azdo::Credential::Kind::bearer, .secret = bearer};
    auto transport = azdo::make_http_transport(credential, http);
    if (!transport) return std::move(transport).error();
    directory_.transport = std::move(transport).value();
    directory_.client = std::make_unique<azdo::Client>("", *directory_.transport, limiter_, options_);
    options_.directory = directory_.client.get();
    return Done{};
  }

  azdo::Client& of(const std::string& organization) { return *ways_.at(fold_case(organization)).client; }

 private:
  struct Way {
    std::unique_ptr<azdo::Transport> transport;
    std::unique_ptr<azdo::Client> client;
  };
  azdo::Limiter limiter_;
  azdo::ClientOptions options_;
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

azdo::HttpOptions http_options(const Options& options, const Environment& environment) {
  return {.version = PATROL_VERSION,
          .server = options.server,
          .https_proxy = environment.https_proxy,
          .no_proxy = environment.no_proxy,
          .ca_file = environment.ca_file};
}

}  // namespace

EvaluateOptions evaluate_options(const Options& options) {
  const Time clock = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return {.now = options.now.value_or(clock),
          .fail_on = options.fail_on,
          .tool = tool_name(),
          .accept_materialised = options.accept_materialised};
}

Result<Snapshot> collect_live(const Inputs& inputs, const Options& options, const EvaluateOptions& evaluating,
                              const Credentials& credentials, Session& session) {
  azdo::initialize_http_threads();
  azdo::ClientOptions client_options{.stop = session.interrupt.token()};
  if (options.max_time) client_options.deadline = client_options.timing.now() + *options.max_time;
  Clients clients(options.concurrency, std::move(client_options));
  EvaluateOptions deciding = evaluating;
  const auto graph_bearer = session.environment.secrets.find("PATROL_GRAPH_BEARER");
  if (graph_bearer != session.environment.secrets.end()) {
    const auto added =
        clients.add_directory(graph_bearer->second, http_options(options, session.environment));
    if (!added) return added.error();
    deciding.ask_graph = true;
  }
  for (const auto& [organization, credential] : credentials) {
    const auto added = clients.add(organization, credential, http_options(options, session.environment));
    if (!added) return added.error();
  }

  session.messages.phase("collecting from " + join_words(inputs.organizations()));
  ProgressLine line(session.messages);
  const CollectOptions collecting{.evaluate = deciding,
                                  .concurrency = options.concurrency,
                                  .progress = [&](const CollectProgress& progress) { line.show(progress); }};
  return collect(
      inputs.policies, inputs.integrations, built_in_catalogue(),
      [&](const std::string& organization) -> azdo::Client& { return clients.of(organization); }, collecting);
}

}  // namespace patrol::cli
