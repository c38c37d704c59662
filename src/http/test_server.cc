#include "http/test_server.h"

#include "base/assert.h"

namespace maktab::http {

namespace {
constexpr char kIndex[] = "<!doctype html><title>made-up page</title>";
constexpr char kScript[] = "console.log('made-up');";
constexpr char kScriptZipped[] = "(zipped)";

EmbeddedFile FileOf(const char* name, std::string_view text) {
  return {name, text.data(), text.data() + text.size()};
}
}  // namespace

const EmbeddedFile kTestPages[] = {FileOf("index.html", kIndex),
                                   FileOf("assets/app-1a2b.js", kScript),
                                   FileOf("assets/app-1a2b.js.gz", kScriptZipped),
                                   {nullptr, nullptr, nullptr}};

const model::Words& TestWords() {
  static const model::Words words = [] {
    base::Result<model::Words> loaded = model::Words::Load(model::Definitions());
    MAKTAB_ASSERT(loaded.ok());
    return std::move(loaded).value();
  }();
  return words;
}

Task<base::Result<Identity>> TestGate::BySession(std::string token) {
  if (token != "session-of-amal") co_return base::Err("session.expired");
  Identity identity;
  identity.who = {"usr_1", "Amal Madeup", model::Role::kOfficer, model::Principal::Kind::kPerson};
  identity.by_cookie = true;
  identity.csrf = "csrf-of-amal";
  identity.session_token = std::move(token);
  co_return identity;
}

Task<base::Result<Identity>> TestGate::ByKey(std::string key) {
  if (key != "mk_border") co_return base::Err("key.unknown");
  Identity identity;
  identity.who = {"key_1", "border post", model::Role::kChecker, model::Principal::Kind::kSystem};
  co_return identity;
}

TestServer::TestServer(Router router, PipelineOptions pipeline, ServerOptions server) : pages_(kTestPages) {
  pipeline_ = std::make_unique<Pipeline>(
      Pipeline::Parts{std::move(router), gate_, TestWords(), pages_, metrics_, clock_}, std::move(pipeline));
  server.port = 0;
  server_ = std::make_unique<Server>(std::move(server), *pipeline_);
  const base::Status started = server_->Start();
  MAKTAB_ASSERT(started.ok());
}

}  // namespace maktab::http
