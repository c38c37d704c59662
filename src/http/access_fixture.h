// A bureau whose people speak to it over HTTP, for tests of who may see and do what.
#pragma once

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "base/json.h"
#include "http/test_api.h"

namespace maktab::http {

constexpr char kMadeUpPassword[] = "a long made-up one";
constexpr char kWholeIntake[] =
    R"({"intake":["requester","member","international","dual_criminality","article_3","link","reason"]})";
// What the name of the masked person begins with; that of the other begins with N.
const std::string kVictim = "Vaqilora";

inline base::JsonDocument Json(const std::string& text) {
  auto document = base::JsonDocument::Parse(text);
  EXPECT_TRUE(document.ok()) << text;
  return std::move(document).value();
}

inline std::string TextIn(const std::string& body, std::string_view key) {
  return std::string(Json(body).root()[key].string().value_or(""));
}

inline std::string Array(const std::set<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "\"" : ",\"") + text + "\"";
  return "[" + out + "]";
}

struct Person {
  std::string id, headers;
  model::Role role = model::Role::kOfficer;
  std::string unit, country, deputy;
};

struct Made {
  std::string id, number, marker, unit, officer, parent;
  std::set<std::string> units, users, countries;
  std::set<std::string> files, masked_files;  // of persons and things
  std::string person;                         // of them the one of the named person
  std::string attachment;                     // hash of a file; may be empty
};

// A bureau with people who have signed in, and records that they may or may not see.
class Bureau : public ::testing::Test {
 protected:
  Person SignIn(const std::string& name, model::Role role, const std::string& unit = "",
                const std::string& country = "") {
    desk::NewUser user{name, role, crypto::Password(kMadeUpPassword)};
    user.unit = unit;
    user.country = country;
    const auto id = api.people().AddUser(desk::ShellPrincipal(), std::move(user));
    const auto session = api.people().SignIn(name, crypto::Password(kMadeUpPassword), "test");
    EXPECT_TRUE(id.ok() && session.ok());
    return {*id,     "Cookie: maktab_session=" + session->token + "\r\nX-Maktab-CSRF: " + session->csrf + "\r\n",
            role,    unit,
            country, ""};
  }
  TestApi::Answer Act(const Person& who, const std::string& id, const std::string& action, int version,
                      const std::string& values) {
    return api.Send("POST", "/api/v1/records/" + id + "/actions/" + action,
                    "{\"reason\":\"made up\",\"values\":" + values + "}",
                    who.headers + "If-Match: \"" + std::to_string(version) + "\"\r\n");
  }
  // What a request holds, with the marker in all of it. `person`: the file that the named person is picked for.
  static std::string Holds(const std::string& marker, const std::string& person = "", const std::string& more = "") {
    return R"({"direction":"incoming","channel":"interpol","partner":"ES","subject_matter":"drugs",)"
           R"("priority":"routine","received_at":"2026-05-28T10:00:00Z","summary":")" +
           marker + R"(","facts":"D)" + marker + R"(","sender_reference":")" + marker + R"(","persons":[{"name":"N)" +
           marker + "\"" + (person.empty() ? "" : R"(,"subject":")" + person + "\"") + R"(},{"name":")" + kVictim +
           marker + R"(","role":"victim"}],"vehicles":[{"plate":")" + marker + R"("}],"documents":[{"number":")" +
           marker + "\"}]" + more + "}";
  }
  // A request accepted and assigned, or joined to another.
  Made Make(const Person& who, const std::string& marker, const std::string& unit, const std::string& officer,
            const std::string& parent = "", const std::string& person = "", const std::string& more = "") {
    const auto answer =
        api.Send("POST", "/api/v1/registers/requests/records",
                 R"({"apart_reason":"made up","values":)" + Holds(marker, person, more) + "}", who.headers);
    EXPECT_EQ(answer.status, 201) << answer.body;
    Made made;
    made.id = TextIn(answer.body, "id");
    made.number = TextIn(answer.body, "number");
    made.marker = marker;
    made.parent = parent;
    ReadFiles(made);
    if (!parent.empty()) {
      EXPECT_EQ(Act(who, made.id, "join", 1, R"({"parent":")" + parent + "\"}").status, 200);
      return made;
    }
    EXPECT_EQ(Act(who, made.id, "accept", 1, kWholeIntake).status, 200);
    made.unit = unit;
    made.officer = officer;
    const auto assigned =
        Act(who, made.id, "assign", 2,
            R"({"unit":")" + unit + "\"" + (officer.empty() ? "" : R"(,"officer":")" + officer + "\"") + "}");
    EXPECT_EQ(assigned.status, 200) << assigned.body;
    return made;
  }
  // As the store has them.
  void ReadFiles(Made& made) {
    const auto record = api.store().FindRecord(made.id, store::Viewer::Program());
    ASSERT_TRUE(record.ok() && record->has_value());
    const auto content = Json((*record)->content);
    for (const char* field : {"persons", "vehicles", "documents"}) {
      for (const base::JsonRef& row : content.root()[field].elements()) {
        const std::string file(*row["subject"].string());
        if (row["role"].string() == "victim") {
          made.masked_files.insert(file);
        } else {
          made.files.insert(file);
          if (std::string_view(field) == "persons") made.person = file;
        }
      }
    }
    for (const base::JsonRef& row : content.root()["attachments"].elements()) made.attachment = *row["sha256"].string();
  }
  TestApi::Answer Upload(const Person& who, const std::string& path, const std::string& name,
                         const std::string& bytes) {
    return api.Send("POST", path,
                    "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name +
                        "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + bytes + "\r\n--b--\r\n",
                    who.headers + "Content-Type: multipart/form-data; boundary=b\r\n");
  }
  // `,"attachments":[…]` of a file that was sent.
  std::string Attached(const Person& who, const std::string& name) {
    const auto sent = Upload(who, "/api/v1/uploads", name + ".pdf", "%PDF-1.4\n" + name + "\n%%EOF\n");
    EXPECT_EQ(sent.status, 201) << sent.body;
    const auto body = Json(sent.body);
    return R"(,"attachments":[{"upload":")" + std::string(*body.root()["items"].elements()[0]["upload"].string()) +
           "\"}]";
  }
  void Restrict(const Person& who, const Made& made) {
    const auto answer =
        Act(who, made.id, "restrict", made.parent.empty() ? 3 : 2,
            "{\"restricted_units\":" + Array(made.units) + ",\"restricted_users\":" + Array(made.users) +
                ",\"withheld_from\":" + Array(made.countries) + "}");
    ASSERT_EQ(answer.status, 200) << answer.body;
  }

  TestApi api;
};

}  // namespace maktab::http
