#include "examples/emulator/answers.h"

#include <fmt/format.h>

#include <utility>

namespace patrol::emulator {
namespace {

constexpr std::string_view json_type = "application/json; charset=utf-8";
constexpr std::string_view html_type = "text/html; charset=utf-8";
constexpr std::string_view sign_in_html =
    "<!DOCTYPE html>\r\n<html lang=\"en-US\"><head><title>Azure DevOps Services | Sign In</title></head>"
    "<body><h1>Azure DevOps</h1><p>Sign in to your account</p></body></html>\r\n";

}  // namespace

Response json_answer(const Json& body) {
  Response response;
  response.content_type = json_type;
  // Names of the organization may hold anything; bytes that are not UTF-8 become U+FFFD.
  response.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
  return response;
}

Response list_answer(Json values) {
  const std::size_t count = values.size();
  return json_answer({{"count", count}, {"value", std::move(values)}});
}

Response error_answer(int status, std::string_view type_key, std::string_view message) {
  Response response = json_answer(
      {{"$id", "1"},
       {"innerException", nullptr},
       {"message", message},
       {"typeName",
        fmt::format("Microsoft.VisualStudio.Services.Common.{}, Microsoft.VisualStudio.Services.Common",
                    type_key)},
       {"typeKey", type_key},
       {"errorCode", 0},
       {"eventId", 3000}});
  response.status = status;
  return response;
}

Response microsoft_graph_error(int status, std::string_view code, std::string_view message) {
  Response response = json_answer(
      {{"error",
        {{"code", code},
         {"message", message},
         {"innerError",
          {{"date", "2026-11-23T09:00:00"}, {"request-id", "00000000-0000-0000-0000-000000000000"}}}}}});
  response.status = status;
  return response;
}

Response forbidden(std::string_view permission, std::string_view who) {
  return error_answer(
      403, "AccessCheckException",
      fmt::format("Access Denied: {} needs the following permission(s) to perform this action: {}", who,
                  permission));
}

Response unauthorized() {
  Response response;
  response.status = 401;
  response.headers["WWW-Authenticate"] = R"(Basic realm="https://tfsprodemulator.app.visualstudio.com/")";
  response.headers["X-TFS-FedAuthRealm"] = "https://tfsprodemulator.app.visualstudio.com/";
  return response;
}

Response sign_in_page() {
  Response response;
  response.status = 203;
  response.content_type = html_type;
  response.body = sign_in_html;
  return response;
}

Response sign_in_redirect() {
  Response response;
  response.status = 302;
  response.content_type = html_type;
  response.headers["Location"] =
      "https://spsprodemulator.vssps.visualstudio.com/_signin?realm=dev.azure.com&protocol=";
  response.body =
      "<html><head><title>Object moved</title></head><body><h2>Object moved</h2></body></html>\r\n";
  return response;
}

Response unknown_route(std::string_view path) {
  Response response;
  response.status = 404;
  response.content_type = "text/plain; charset=utf-8";
  response.body =
      fmt::format("The controller for path '{}' was not found or does not implement IController.", path);
  return response;
}

Json typed_string(std::string_view text) {
  return {{"$type", "System.String"}, {"$value", text}};
}

}  // namespace patrol::emulator
