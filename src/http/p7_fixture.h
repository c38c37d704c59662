// P7: random people, records and restrictions, everything that is asked, and what may be seen, worked out apart from
// the program.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "http/access_fixture.h"

namespace maktab::http {

class P7 : public Bureau {
 protected:
  void MeetPeople() {
    people = {SignIn("Made Up One", model::Role::kOfficer, "central_bureau"),
              SignIn("Made Up Two", model::Role::kOfficer, "pursuits"),
              SignIn("Made Up Three", model::Role::kOfficer, "", "ES"),
              SignIn("Made Up Four", model::Role::kSupervisor, "central_bureau"),
              SignIn("Made Up Five", model::Role::kSupervisor, "pursuits"),
              SignIn("Made Up Six", model::Role::kAuditor),
              SignIn("Made Up Seven", model::Role::kAdministrator)};
  }
  template <typename T>
  T Any(const std::vector<T>& of) {
    return of[random() % of.size()];
  }
  // Letters alone, as names have them, and no two alike.
  std::string AnyWord() {
    std::string word = "zq";
    for (int i = 0; i < 10; ++i) word += char('a' + random() % 26);
    return word;
  }
  std::set<std::string> Some(const std::vector<std::string>& of) {
    std::set<std::string> some;
    for (std::size_t i = random() % 3; i > 0; --i) some.insert(Any(of));
    return some;
  }

  void Move() {
    for (Person& person : people) {
      person.unit = Any<std::string>({"", "central_bureau", "pursuits", "vehicles"});
      person.country = Any<std::string>({"", "", "", "ES", "FR"});
      desk::UserChange change;
      change.unit = person.unit;
      change.country = person.country;
      ASSERT_TRUE(api.people().ChangeUser(desk::ShellPrincipal(), person.id, std::move(change)).ok());
      const std::string path = "/api/v1/users/me/deputy";
      if (!person.deputy.empty()) {
        EXPECT_EQ(api.Send("DELETE", path, "", person.headers).status, 204);
      }
      person.deputy.clear();
      if (random() % 3 != 0) continue;
      const Person& deputy = Any(people);
      if (deputy.id == person.id || deputy.role == model::Role::kAuditor) continue;
      person.deputy = deputy.id;
      EXPECT_EQ(
          api.Send("PUT", path,
                   R"({"deputy":")" + deputy.id + R"(","from":"2026-01-01T00:00:00Z","until":"2026-12-31T00:00:00Z"})",
                   person.headers)
              .status,
          204);
    }
  }
  void MakeSome() {
    const Person& maker = people.back();
    std::vector<std::string> ids;
    for (const Person& person : people) ids.push_back(person.id);
    std::vector<Made> fresh;
    for (int i = 0; i < 4; ++i) {
      const std::string marker = AnyWord();
      const bool joined = i == 3;
      // Some speak of a person who is known already, some bring a file.
      const std::string known = random() % 3 == 0 ? AnyFileFor(maker, fresh) : "";
      const std::string more = random() % 2 == 0 ? Attached(maker, marker) : "";
      fresh.push_back(Make(maker, marker, Any<std::string>({"central_bureau", "pursuits"}),
                           Any(ids) == maker.id ? "" : Any(ids), joined ? fresh.front().number : "", known, more));
    }
    const std::string from = AnyFileFor(maker, fresh), into = AnyFileFor(maker, fresh);
    if (!from.empty()) {
      api.Send("POST", "/api/v1/subjects/" + from + "/merge", R"({"into":")" + into + R"(","reason":"made up"})",
               maker.headers);
    }
    for (Made& one : fresh) {
      one.units = Some({"central_bureau", "pursuits", "vehicles"});
      one.users = Some(ids);
      one.countries = Some({"ES", "FR"});
      if (random() % 4 == 0) continue;
      Restrict(maker, one);
      restricted.insert(one.id);
    }
    for (Made& one : fresh) {
      if (!restricted.contains(one.id)) one.units = one.users = one.countries = {};
    }
    made.insert(made.end(), fresh.begin(), fresh.end());
  }

  static bool SeatSees(const Person& person, const Made& one) {
    const bool named = one.users.contains(person.id) || one.officer == person.id;
    const bool unit = !person.unit.empty() && one.units.contains(person.unit);
    const bool head = person.role == model::Role::kSupervisor && !person.unit.empty() && person.unit == one.unit;
    return (named || unit || head) && !one.countries.contains(person.country);
  }
  bool Sees(const Person& person, const Made& one) const {
    if (one.countries.contains(person.country)) return false;
    if (one.units.empty() && one.users.empty()) return true;
    for (const Person& other : people) {
      if ((other.id == person.id || other.deputy == person.id) && SeatSees(other, one)) return true;
    }
    return false;
  }

  // Whether a record that he sees speaks of it, openly or so that he may be shown it.
  bool SeesFile(const Person& person, const std::string& file) const {
    return std::any_of(made.begin(), made.end(), [&](const Made& one) {
      const bool masked = one.masked_files.contains(file) && person.role != model::Role::kAuditor;
      return (one.files.contains(file) || masked) && Sees(person, one);
    });
  }
  // The file of a person whom the maker may pick.
  std::string AnyFileFor(const Person& maker, const std::vector<Made>& fresh) {
    std::vector<std::string> files;
    for (const auto* all : std::initializer_list<const std::vector<Made>*>{&made, &fresh}) {
      for (const Made& one : *all) {
        if (Sees(maker, one)) files.push_back(one.person);
      }
    }
    return files.empty() ? "" : Any(files);
  }

  void NothingIn(const TestApi::Answer& answer, const Person& who, const std::string& asked) {
    std::string whole = answer.body;
    for (const auto& [name, value] : answer.headers) whole += "\n" + value;
    for (const Made& one : made) {
      if (Sees(who, one)) continue;
      for (const std::string& word : {one.id, one.number, one.marker}) {
        ASSERT_EQ(whole.find(word), std::string::npos) << asked << " tells of a hidden record: " << whole;
      }
      for (const auto* files : {&one.files, &one.masked_files}) {
        for (const std::string& file : *files) {
          if (SeesFile(who, file)) continue;
          ASSERT_EQ(whole.find(file), std::string::npos) << asked << " tells of a hidden file: " << whole;
        }
      }
    }
  }
  TestApi::Answer Get(const Person& who, const std::string& target) {
    const auto answer = api.Get(target, who.headers);
    NothingIn(answer, who, target);
    return answer;
  }
  // A hidden record and none answer alike.
  void Alike(const Person& who, const std::string& method, const std::string& path, const std::string& id,
             const std::string& body) {
    const std::string headers = who.headers + "If-Match: \"3\"\r\nContent-Type: application/json\r\n";
    const auto ask = [&](const std::string& record) {
      std::string target = path;
      target.replace(target.find("{id}"), 4, record);
      return method == "GET" ? api.Get(target, headers) : api.Send(method, target, body, headers);
    };
    const auto hidden = ask(id);
    const auto none = ask("00000000000000000000");
    EXPECT_EQ(hidden.status, none.status) << path;
    EXPECT_EQ(hidden.body, none.body) << path;
  }
  void Counts(const Person& who) {
    std::int64_t all = 0, clocks = 0;
    std::map<std::string, std::int64_t> states;
    for (const Made& one : made) {
      if (!Sees(who, one)) continue;
      ++all;
      ++states[one.parent.empty() ? "in_progress" : "linked"];
      clocks += one.parent.empty() ? 1 : 0;
    }
    const auto list = Json(Get(who, "/api/v1/records?limit=1000").body);
    EXPECT_EQ(list.root()["total"].integer(), all);
    EXPECT_EQ(std::int64_t(list.root()["items"].elements().size()), all);
    const auto saved = Get(who, "/api/v1/registers/requests/export?form=csv");
    for (const auto& [name, value] : saved.headers) {
      const bool counts = name == "X-Maktab-Records" || name == "x-maktab-records";
      EXPECT_TRUE(!counts || value == std::to_string(all)) << value;
    }
    const auto board = Get(who, "/api/v1/deadlines/export?form=csv");
    EXPECT_EQ(board.status, 200);
    EXPECT_EQ(board.headers.at("x-maktab-clocks"), std::to_string(clocks));
    const auto counted = Json(Get(who, "/api/v1/registers/requests/states").body);
    EXPECT_EQ(counted.root()["states"]["in_progress"].integer().value_or(0), states["in_progress"]);
    EXPECT_EQ(counted.root()["states"]["linked"].integer().value_or(0), states["linked"]);
    EXPECT_EQ(Json(Get(who, "/api/v1/deadlines?limit=1000").body).root()["total"].integer(), clocks);
    EXPECT_EQ(Json(Get(who, "/api/v1/records?order=due").body).root()["total"].integer(), clocks);
  }
  void AboutHidden(const Person& who, const Made& one) {
    for (const std::string& query :
         {"q=" + one.marker, "q=N" + one.marker, "q=" + (kVictim + one.marker), "q=" + one.number,
          "q=" + one.number.substr(one.number.rfind('/') + 1), "filter=parent:" + one.number,
          "filter=officer:" + one.officer, "officer=" + one.officer, "unit=" + one.unit,
          std::string("filter=restricted_units:central_bureau"), std::string("state=in_progress&order=registered"),
          std::string("used=1&late=1")}) {
      Get(who, "/api/v1/records?" + query);
    }
    const auto behind = Json(Get(who, "/api/v1/records?filter=parent:" + one.number).body);
    EXPECT_EQ(behind.root()["total"].integer(), 0) << "what is joined to it does not tell of it";
    Alike(who, "GET", "/api/v1/records/{id}", one.id, "");
    for (const char* action : {"amend", "restrict", "lift", "nothing"}) {
      Alike(who, "POST", std::string("/api/v1/records/{id}/actions/") + action, one.id,
            R"({"reason":"r","values":{}})");
    }
    const auto act_on = [&](const std::string& id) {
      return api.Send("POST", "/api/v1/registers/requests/actions/amend",
                      R"({"reason":"r","records":[{"id":")" + id + R"(","version":3}]})", who.headers);
    };
    const auto acted = act_on(one.id);
    EXPECT_EQ(acted.body, act_on("00000000000000000000").body);
    NothingIn(acted, who, "many");
    Alike(who, "POST", "/api/v1/records/{id}/unmask", one.id, R"({"fields":["persons"],"reason":"r"})");
    Alike(who, "GET", "/api/v1/records/{id}/checks", one.id, "");
    Alike(who, "GET", "/api/v1/records/{id}/instruments", one.id, "");
    Alike(who, "GET", "/api/v1/records/{id}/letter.pdf", one.id, "");
    const std::string hash = one.attachment.empty() ? std::string(64, '0') : one.attachment;
    Alike(who, "GET", "/api/v1/records/{id}/files/" + hash, one.id, "");
    for (const std::string& query : {"q=N" + one.marker, "q=" + (kVictim + one.marker),
                                     "kind=vehicle&plate=" + one.marker, "kind=document&number=" + one.marker}) {
      Get(who, "/api/v1/subjects?" + query);
    }
    const auto likely = api.Send("POST", "/api/v1/registers/requests/duplicates",
                                 R"({"values":)" + Holds(one.marker) + "}", who.headers);
    NothingIn(likely, who, "duplicates");
    for (const auto* files : {&one.files, &one.masked_files}) {
      for (const std::string& file : *files) {
        if (!SeesFile(who, file) && random() % 3 == 0) AboutHiddenFile(who, file);
      }
    }
    AboutHiddenEntries(who, one);
  }
  void AboutHiddenFile(const Person& who, const std::string& file) {
    Alike(who, "GET", "/api/v1/subjects/{id}", file, "");
    Alike(who, "GET", "/api/v1/subjects/{id}/position", file, "");
    Alike(who, "POST", "/api/v1/subjects/{id}/unmask", file, R"({"reason":"r"})");
    Alike(who, "POST", "/api/v1/subjects/{id}/changes", file, R"({"reason":"r","values":{"note":"n"}})");
    Alike(who, "POST", "/api/v1/subjects/{id}/merge", file, R"({"reason":"r","into":"00000000000000000000"})");
    Alike(who, "POST", "/api/v1/subjects/{id}/unmerge", file, R"({"reason":"r"})");
    Alike(who, "POST", "/api/v1/subjects/{id}/apart", file, R"({"reason":"r","other":"00000000000000000000"})");
  }
  // Checks that were made for it, and proofs of what was done to it.
  void AboutHiddenEntries(const Person& who, const Made& one) {
    store::EntryFilter filter;
    filter.subject = one.id;
    const auto entries = api.store().Entries(filter, store::Viewer::Program());
    ASSERT_TRUE(entries.ok());
    for (const store::Entry& entry : *entries) {
      const std::string seq = std::to_string(entry.seq);
      const int proof = api.Get("/api/v1/ledger/entries/" + seq + "/proof?reason=r", who.headers).status;
      const bool may = who.role == model::Role::kAuditor || who.role == model::Role::kAdministrator;
      EXPECT_EQ(proof, may ? 404 : 403) << entry.kind;
      if (entry.kind != "record.checked") continue;
      EXPECT_EQ(api.Get("/api/v1/checks/chk_" + seq, who.headers).status, 404);
      if (who.role == model::Role::kAuditor) continue;
      EXPECT_EQ(api.Send("POST", "/api/v1/checks/chk_" + seq + "/judgements",
                         R"({"dataset":"d","entity_id":"e","verdict":"same","reason":"r"})", who.headers)
                    .status,
                404);
    }
  }
  // What went out since the last time tells of nothing that is kept from anybody now, and neither does what he sees of
  // it.
  void Webhooks(const std::string& webhook) {
    ASSERT_TRUE(api.bureau().deliveries->SendDue().ok());
    for (const desk::WebhookPost& post : std::exchange(api.bureau().carrier.posts, {})) {
      for (const Made& one : made) {
        const bool open =
            !restricted.contains(one.id) || (one.units.empty() && one.users.empty() && one.countries.empty());
        EXPECT_THAT(post.body, testing::Not(testing::HasSubstr(one.marker)));
        if (open) continue;
        for (const std::string& word : {one.id, one.number})
          EXPECT_THAT(post.body, testing::Not(testing::HasSubstr(word)));
      }
    }
    for (const Person& who : people) {
      const std::string path = "/api/v1/webhooks/" + webhook + "/deliveries";
      const auto seen = Get(who, path + "?limit=1000");
      EXPECT_EQ(seen.status, who.role == model::Role::kAdministrator ? 200 : 403);
      store::DeliveryFilter filter{webhook, "", 1000};
      const auto all = api.store().Deliveries(filter, store::Viewer::Program());
      ASSERT_TRUE(all.ok());
      const auto hidden = std::find_if(all->begin(), all->end(), [&](const store::Delivery& one) {
        return !one.record.empty() && seen.body.find(one.id) == std::string::npos;
      });
      if (hidden == all->end() || who.role != model::Role::kAdministrator) continue;
      const auto again = api.Send("POST", path + "/" + hidden->id + "/send-again", "", who.headers);
      EXPECT_EQ(again.status, 404);
      EXPECT_EQ(again.body, api.Send("POST", path + "/nothing/send-again", "", who.headers).body);
    }
  }
  // The other way round: what he sees is there.
  void AboutSeen(const Person& who, const Made& one) {
    const auto answer = Get(who, "/api/v1/records/" + one.id);
    EXPECT_EQ(answer.status, 200);
    EXPECT_THAT(answer.body, testing::HasSubstr(one.marker));
    EXPECT_THAT(answer.body, testing::Not(testing::HasSubstr(kVictim + one.marker))) << "victims are masked";
    const auto found = Json(Get(who, "/api/v1/records?q=" + one.marker).body);
    EXPECT_EQ(found.root()["total"].integer(), 1);
    const auto checks = Get(who, "/api/v1/records/" + one.id + "/checks");
    EXPECT_EQ(checks.status, 200);
    EXPECT_THAT(checks.body, testing::Not(testing::HasSubstr(kVictim + one.marker)));
    EXPECT_EQ(Get(who, "/api/v1/records/" + one.id + "/letter.pdf").status, 200);
    const auto position = Get(who, "/api/v1/subjects/" + one.person + "/position");
    EXPECT_EQ(position.status, 200);
    EXPECT_THAT(position.body, testing::Not(testing::HasSubstr(kVictim + one.marker)));
    // What is joined to another goes on there.
    const std::string names = R"("number":")" + one.number + "\"";
    EXPECT_EQ(position.body.find(names) != std::string::npos, one.parent.empty());
    // Who is its officer was told so, unless he gave it to himself.
    if (one.officer == who.id && who.id != people.back().id) {
      EXPECT_THAT(Get(who, "/api/v1/notifications?limit=1000").body, testing::HasSubstr(one.id));
    }
    if (!one.attachment.empty()) {
      EXPECT_EQ(Get(who, "/api/v1/records/" + one.id + "/files/" + one.attachment).status, 200);
    }
    EXPECT_THAT(Get(who, "/api/v1/subjects?q=N" + one.marker).body, testing::HasSubstr(one.marker));
    for (const std::string& file : one.files) {
      const auto opened = Get(who, "/api/v1/subjects/" + file);
      EXPECT_EQ(opened.status, 200);
      EXPECT_THAT(opened.body, testing::HasSubstr(one.marker));
    }
    for (const std::string& file : one.masked_files) {
      const auto masked = Get(who, "/api/v1/subjects/" + file);
      EXPECT_EQ(masked.status, who.role == model::Role::kAuditor ? 404 : 200);
      EXPECT_THAT(masked.body, testing::Not(testing::HasSubstr(kVictim + one.marker)));
    }
  }

  std::mt19937 random{7};
  std::vector<Person> people;
  std::vector<Made> made;
  std::set<std::string> restricted;
};

}  // namespace maktab::http
