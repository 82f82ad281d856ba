#pragma once

#include "examples/emulator/http.h"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace patrol::emulator {

using Json = nlohmann::json;

/// 200 with a JSON body.
Response json_answer(const Json& body);

/// 200 with `{"count":n,"value":[…]}`.
Response list_answer(Json values);

/// An error body of the service (API.md 2.3).
Response error_answer(int status, std::string_view type_key, std::string_view message);

/// An error body of Microsoft Graph (API.md 12).
Response microsoft_graph_error(int status, std::string_view code, std::string_view message);

/// 403: the scope was enough, the permission is missing.
Response forbidden(std::string_view permission, std::string_view who);

/// 401 without a body: what a credential or scope that does not suffice gets.
Response unauthorized();

/// The 203 sign-in page that passes for a success where nobody looks at the status (API.md 10, 1).
Response sign_in_page();

/// 302 to the sign-in page, for browsers.
Response sign_in_redirect();

/// 404 of a route that does not exist.
Response unknown_route(std::string_view path);

/// `{"$type":"System.String","$value":…}`
Json typed_string(std::string_view text);

}  // namespace patrol::emulator
