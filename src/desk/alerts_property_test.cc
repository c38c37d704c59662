// After anything that people do with notices, bulletins, ends and persons, exactly the alerts in force hit (P4, P5),
// whoever holds a copy of what ended owes its receipt until it comes, and the replay says the same (P2).
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>
#include <limits>
#include <set>

#include "base/assert.h"
#include "desk/alerts.h"
#include "desk/test_bureau.h"

namespace maktab::desk {
namespace {

using model::Role;
using Texts = std::set<std::string>;

// Far from one another, so that a check for one is no check for another.
constexpr std::array<const char*, 6> kNames = {"Zorvan Tadrak", "Mirtel Quopshin", "Belhud Yagorix",
                                               "Osfen Wlachim", "Kunjar Feslote",  "Deigru Prabozik"};
constexpr std::array<const char*, 11> kCauses = {"source",        "arrest",      "warrant_lifted",  "limitation",
                                                 "death",         "court_order", "cancelled",       "ccf",
                                                 "not_compliant", "expiry",      "purpose_achieved"};
constexpr const char* kCountry = "ES";  // the one that some are withheld from

struct Person {
  std::string name, paper;
};

// The oracle: who searches, said in the plainest way. It knows nothing of lists, states or clocks.
enum class Alive { kNo, kAsleep, kYes };

struct Alert {
  std::string number;
  std::vector<Person> persons;
  Texts holders;  // of copies
  bool withheld = false;
  bool over = false;
  Texts owed;  // once it is over, and was ever sent out
};
struct Source : Alert {
  bool begun = false, asleep = false, pending = false, located = false;

  Alive life() const { return !begun || over ? Alive::kNo : asleep ? Alive::kAsleep : Alive::kYes; }
};
struct Copy : Alert {
  std::set<std::size_t> sources;
  bool approved = false, overridden = false, kept = false, hit = false;
};

struct Oracle {
  std::vector<Source> sources;
  std::vector<Copy> copies;

  Alive AliveBy(const Copy& copy) const {
    Alive life = Alive::kNo;
    for (const std::size_t source : copy.sources) life = std::max(life, sources[source].life());
    if (life == Alive::kAsleep && copy.overridden) life = Alive::kYes;
    return copy.kept ? Alive::kYes : life;
  }
  bool Searches(const Copy& copy) const { return copy.approved && !copy.over && AliveBy(copy) == Alive::kYes; }
  // What has no source any more is over for good; what sleeps is no hit any more.
  void Settle() {
    for (Copy& copy : copies) {
      if (AliveBy(copy) != Alive::kYes) copy.hit = false;
      if (!copy.over && AliveBy(copy) == Alive::kNo) End(copy);
    }
  }
  static void End(Copy& copy) {
    copy.over = true;
    if (copy.approved) copy.owed = copy.holders;
  }
  static void End(Source& source) {
    source.over = true;
    source.owed = source.holders;
  }

  // Numbers of the alerts in force with a person of whom this holds.
  template <typename Is>
  Texts Expected(const Is& is, bool of_the_country) const {
    Texts numbers;
    const auto add = [&](const Alert& alert, bool searches) {
      if (!searches || (of_the_country && alert.withheld)) return;
      if (std::any_of(alert.persons.begin(), alert.persons.end(), is)) numbers.insert(alert.number);
    };
    for (const Source& source : sources) add(source, source.life() == Alive::kYes);
    for (const Copy& copy : copies) add(copy, Searches(copy));
    return numbers;
  }
};

int Below(std::size_t count) {
  return *rc::gen::inRange<int>(0, int(count));
}
// Seldom in the first rounds, which are the simple ones.
bool OneIn(int count) {
  return Below(std::size_t(count)) == count - 1;
}
template <typename All>
auto& Any(All& all) {
  return all[std::size_t(Below(all.size()))];
}

std::string Quoted(const std::string& text) {
  std::string out;
  base::AppendJsonString(out, text);
  return out;
}
std::string List(const Texts& texts) {
  std::string out;
  base::JsonWriter(out).Strings(std::vector<std::string>(texts.begin(), texts.end()));
  return out;
}
std::string Rows(const std::vector<Person>& persons) {
  std::string out;
  base::JsonWriter json(out);
  json.BeginArray();
  for (const Person& one : persons) json.BeginObject().Field("name", one.name).Field("document", one.paper).EndObject();
  json.EndArray();
  return out;
}

// A bureau with an officer (u1), two supervisors (u2, u3) and a liaison officer of another country.
class World {
 public:
  World() {
    store::EntryDraft user{"user.created", Liaison(), {}, {}, {}};
    user.body =
        R"({"id":"liaison","name":"Made up liaison","role":"officer","country":")" + std::string(kCountry) + "\"}";
    const bool made = bureau_.store->AppendAndWait(std::move(user)).ok() && bureau_.follower->CatchUp().ok();
    MAKTAB_ASSERT(made);
  }

  void Begin() { oracle_ = {}; }
  void Step() {
    const int what = Below(12);
    if (what < 2 || oracle_.sources.empty()) return NewSource();
    if (what < 4) return NewCopy();
    if (what < 7) return ChangeSource(Any(oracle_.sources));
    if (what == 7) return MergeFiles();
    if (what == 8) return Receive();
    if (!oracle_.copies.empty()) ChangeCopy(Any(oracle_.copies));
  }
  void Settle() { oracle_.Settle(); }
  void ComparePapers() {
    for (const std::string& paper : papers_) {
      const auto bears = [&](const Person& person) { return person.paper == paper; };
      RC_ASSERT(Hits(paper, false) == oracle_.Expected(bears, false));
    }
  }
  // Also by name, for who is not to know of all, and what is owed.
  void CompareAll() {
    ComparePapers();
    for (const std::string& paper : papers_) {
      const auto bears = [&](const Person& person) { return person.paper == paper; };
      RC_ASSERT(Hits(paper, true) == oracle_.Expected(bears, true));
    }
    for (const char* name : kNames) {
      const auto bears = [&](const Person& person) { return person.name == name; };
      RC_ASSERT(Hits(name, false) == oracle_.Expected(bears, false));
    }
    for (const Source& source : oracle_.sources) CompareReceipts(source, source.over, "closed");
    for (const Copy& copy : oracle_.copies) CompareReceipts(copy, copy.over && copy.approved, "ceased");
  }
  void Replay() { RC_ASSERT(bureau_.store->Rebuild().ok()); }
  // So that what comes next begins with nobody searched.
  void EndAll() {
    for (Source& source : oracle_.sources) {
      if (source.life() == Alive::kNo) continue;
      RC_ASSERT(End(source.number, "source"));
      Oracle::End(source);
      oracle_.Settle();
    }
    for (Copy& copy : oracle_.copies) {
      if (copy.over) continue;
      RC_ASSERT(End(copy.number, "court_order"));
      Oracle::End(copy);
    }
    CompareAll();
    papers_.clear();
  }

 private:
  static model::Principal Liaison() { return TestBureau::Who(Role::kOfficer, "liaison"); }

  store::Record Now(const std::string& number) {
    const auto found = bureau_.store->FindRecordByNumber(number, store::Viewer::Program());
    MAKTAB_ASSERT(found.ok() && found->has_value());
    return **found;
  }
  std::string Create(const std::string& in, const std::string& values) {
    const auto document = base::JsonDocument::Parse(values);
    RC_ASSERT(document.ok());
    ActionRequest request;
    request.values = document->root();
    request.apart_reason = "not the same";
    const auto made = bureau_.records->Create(TestBureau::Who(Role::kOfficer), in, request);
    RC_ASSERT(made.ok());
    return made->number;
  }
  bool Act(const std::string& number, const std::string& action, const std::string& values = "{}",
           const std::string& who = "u1") {
    const store::Record record = Now(number);
    const auto document = base::JsonDocument::Parse(values);
    RC_ASSERT(document.ok());
    ActionRequest request;
    request.values = document->root();
    request.reason = "a reason";
    const model::Principal doer = TestBureau::Who(who == "u1" ? Role::kOfficer : Role::kSupervisor, who);
    return bureau_.records->Act(doer, record.id, action, record.version, request).ok();
  }
  bool End(const std::string& alert, const std::string& cause) {
    const std::string memo =
        Create("ends", R"({"alert":)" + Quoted(alert) + R"(,"channel":"interpol","cause":)" + Quoted(cause) + "}");
    return Act(memo, "order", "{}", "u2");
  }

  // One or two, perhaps with a paper that another one bears.
  std::vector<Person> NewPersons() {
    std::vector<Person> persons;
    for (int left = OneIn(4) ? 2 : 1; left > 0; --left) {
      std::string paper = "QK" + std::to_string(++last_paper_);
      if (!papers_.empty() && OneIn(5)) paper = *papers_.begin();
      papers_.insert(paper);
      persons.push_back({Any(kNames), paper});
    }
    return persons;
  }
  Texts AnyOf(const std::vector<std::string>& all, std::size_t least) {
    Texts some(all.begin(), all.begin() + std::ptrdiff_t(least));
    for (const std::string& one : all) {
      if (OneIn(2)) some.insert(one);
    }
    return some;
  }

  void NewSource() {
    Source source;
    source.persons = NewPersons();
    source.holders = AnyOf({"DE", "FR"}, 0);
    std::string values =
        R"({"direction":"incoming","kind":"diffusion","type":"red","partner":"PT","summary":"Made up")";
    values += R"(,"reference":)" + Quoted("R-" + std::to_string(++last_paper_));
    if (!source.holders.empty()) values += R"(,"recipients":)" + List(source.holders);
    source.number = Create("notices", values + R"(,"persons":)" + Rows(source.persons) + "}");
    source.begun = !OneIn(8);
    source.pending = source.asleep = source.begun && OneIn(4);
    if (source.begun) RC_ASSERT(Act(source.number, source.pending ? "take_in_pending" : "take_in"));
    oracle_.sources.push_back(source);
  }
  std::string SourcesOf(Copy& copy) {
    copy.sources.clear();
    Texts numbers;
    for (int left = Below(3) + 1; left > 0; --left) copy.sources.insert(std::size_t(Below(oracle_.sources.size())));
    for (const std::size_t source : copy.sources) numbers.insert(oracle_.sources[source].number);
    return List(numbers);
  }
  void NewCopy() {
    Copy copy;
    copy.persons = NewPersons();
    copy.holders = AnyOf({"pursuits", "vehicles", "arab_liaison"}, 1);
    const std::string sources = SourcesOf(copy);
    copy.number = Create("bulletins", R"({"channel":"interpol","purpose":"arrest","summary":"Made up","units":)" +
                                          List(copy.holders) + R"(,"sources":)" + sources + R"(,"persons":)" +
                                          Rows(copy.persons) + "}");
    oracle_.copies.push_back(copy);
    if (OneIn(2)) Approve(oracle_.copies.back());
  }

  void Restrict(Alert& alert) {
    const std::string to = alert.withheld ? "null" : "[" + Quoted(kCountry) + "]";
    RC_ASSERT(Act(alert.number, "restrict", R"({"withheld_from":)" + to + "}"));
    alert.withheld = !alert.withheld;
  }
  void ChangeSource(Source& source) {
    const bool alive = source.life() != Alive::kNo, awake = source.life() == Alive::kYes;
    switch (Below(6)) {
      case 0:
        RC_ASSERT(End(source.number, Any(kCauses)) == alive);
        if (alive) Oracle::End(source);
        return;
      case 1:
        if (source.asleep && !source.over) return WakeUp(source);
        RC_ASSERT(Act(source.number, "suspend") == awake);
        source.asleep = source.asleep || awake;
        return;
      case 2: {
        const std::vector<Person> persons = NewPersons();
        const bool may = awake || (alive && source.pending);
        RC_ASSERT(Act(source.number, "update", R"({"persons":)" + Rows(persons) + "}", "u2") == may);
        if (may) source.persons = persons;
        return;
      }
      case 3:
        RC_ASSERT(Act(source.number, "locate", R"({"whereabouts":"Made-up town"})") == (awake && !source.located));
        source.located = source.located || awake;
        return;
      case 4:
        if (!source.over) Restrict(source);
        return;
      default:
        if (source.begun || source.over) return;
        RC_ASSERT(Act(source.number, "take_in"));
        source.begun = true;
    }
  }
  void WakeUp(Source& source) {
    RC_ASSERT(Act(source.number, source.pending ? "compliant" : "lift"));
    source.asleep = source.pending = source.located = false;
  }

  void Approve(Copy& copy) {
    oracle_.Settle();
    const bool may = !copy.approved && !copy.over && oracle_.AliveBy(copy) == Alive::kYes;
    const char* check = R"({"legal_check":["article_2","article_3","dual_criminality","national_law"]})";
    RC_ASSERT(Act(copy.number, "approve", check, "u2") == may);
    copy.approved = copy.approved || may;
  }
  void ChangeCopy(Copy& copy) {
    const Alive life = oracle_.AliveBy(copy);
    const bool out = copy.approved && !copy.over;
    switch (Below(7)) {
      case 0:
        return Approve(copy);
      case 1: {
        const bool may = !copy.approved && !copy.over && life == Alive::kAsleep;
        RC_ASSERT(Act(copy.number, "override", R"({"override_reason":"he boards"})", "u2") == may);
        copy.overridden = copy.overridden || may;
        return;
      }
      case 2:
        if (copy.kept) return;
        RC_ASSERT(Act(copy.number, "keep_national", R"({"national_basis":"an article"})", "u3") == out);
        copy.kept = out;
        copy.hit = copy.hit && !out;
        return;
      case 3: {
        const std::string cause = Any(kCauses);
        const bool may = out && cause != "source";  // P5: while a source lives, it has not ended by its source
        RC_ASSERT(End(copy.number, cause) == may);
        if (may) Oracle::End(copy);
        return;
      }
      case 4:
        return Amend(copy);
      case 5:
        if (!copy.over) Restrict(copy);
        return;
      default:
        return Hit(copy);
    }
  }
  void Amend(Copy& copy) {
    Copy other = copy;
    other.persons = NewPersons();
    std::string values = R"({"persons":)" + Rows(other.persons);
    if (OneIn(3)) values += R"(,"sources":)" + SourcesOf(other);
    // What searches is not left without a source by who amends it: that would end it without four eyes.
    const bool may = !copy.over && (!copy.approved || (oracle_.Searches(copy) && oracle_.AliveBy(other) != Alive::kNo));
    RC_ASSERT(Act(copy.number, copy.approved ? "amend_broadcast" : "amend", values + "}",
                  copy.approved ? "u3" : "u1") == may);
    if (may) copy = other;
  }
  // Somebody was stopped: it was he, another one, or one does not know yet.
  void Hit(Copy& copy) {
    const bool may = oracle_.Searches(copy) && !copy.hit;
    RC_ASSERT(Act(copy.number, "report_hit", R"({"hit_unit":"pursuits","hit_note":"at a made-up port"})") == may);
    if (!may) return;
    copy.hit = !OneIn(3);
    if (!copy.hit) {
      RC_ASSERT(Act(copy.number, "homonym", R"({"exclusions":[{"name":"Ilvar Innocent","document":"QK7999999"}]})"));
    } else if (OneIn(2)) {
      RC_ASSERT(Act(copy.number, "confirm_hit"));
    }
  }

  // One of the holders of what ended confirms.
  void Receive() {
    for (Source& source : oracle_.sources) {
      if (!source.owed.empty()) return ReceiveOne(source, "receive_countries", "receipts_from_countries");
    }
    for (Copy& copy : oracle_.copies) {
      if (!copy.owed.empty()) return ReceiveOne(copy, "receive", "receipts_from");
    }
  }
  void ReceiveOne(Alert& alert, const std::string& action, const std::string& field) {
    const std::string holder = *alert.owed.begin(), values = "{" + Quoted(field) + ":[" + Quoted(holder) + "]}";
    const std::string memo = EndOf(alert.number).number;
    RC_ASSERT(Act(memo, action, values));
    alert.owed.erase(holder);
    RC_ASSERT(!Act(memo, action, values));
  }
  // Alerts say what their own records say, whatever files are joined or taken apart again.
  void MergeFiles() {
    const auto heads =
        bureau_.store->NewestSubjects(std::numeric_limits<std::int64_t>::max(), 20, store::Viewer::Program());
    RC_ASSERT(heads.ok());
    if (heads->size() < 2) return;
    const std::string one = Any(*heads).id, other = Any(*heads).id;
    const model::Principal who = TestBureau::Who(Role::kSupervisor, "u2");
    if (one == other || !bureau_.subjects->Merge(who, one, other, "the same").ok() || OneIn(2)) return;
    RC_ASSERT(bureau_.subjects->Unmerge(who, one, "not the same").ok());
  }

  // The end that ended an alert, not one that was only prepared.
  store::Record EndOf(const std::string& alert) {
    store::RecordFilter filter;
    filter.register_id = "ends";
    filter.values = {{"alert", alert, {}}};
    auto page = bureau_.store->Records(filter, store::Viewer::Program());
    RC_ASSERT(page.ok());
    std::erase_if(page->records, [](const store::Record& record) { return record.state == "prepared"; });
    RC_ASSERT(page->records.size() == 1U);
    return page->records.front();
  }
  void CompareReceipts(const Alert& alert, bool ended, const std::string& last) {
    const bool gone = Now(alert.number).state == last;
    RC_ASSERT(gone == (ended && alert.owed.empty()));
    if (!ended) return;
    const store::Record memo = EndOf(alert.number);
    RC_ASSERT(memo.state == (alert.owed.empty() ? "complete" : "circulating"));
    const auto clocks = bureau_.store->Deadlines(memo.id, store::Viewer::Program());
    RC_ASSERT(clocks.ok());
    Texts owed, all;
    for (const store::Deadline& clock : *clocks) {
      all.insert(clock.holder);
      if (clock.open()) owed.insert(clock.holder);
    }
    RC_ASSERT(owed == alert.owed);
    RC_ASSERT(all == alert.holders);
  }

  // Numbers of the records that a check hits, from the answers of the actions on: nothing is waited for.
  Texts Hits(const std::string& text, bool as_liaison) {
    CheckRequest request = TestBureau::Asking(text);
    request.limit = 100;
    const auto answer =
        bureau_.checks->Screen(as_liaison ? Liaison() : TestBureau::Who(Role::kOfficer), std::move(request));
    RC_ASSERT(answer.ok());
    Texts numbers;
    for (const AnsweredHit& answered : answer->hits) {
      const std::string id = RecordOfAlert(answered.hit.dataset, answered.hit.entity_id);
      const auto record = bureau_.store->FindRecord(id, store::Viewer::Program());
      RC_ASSERT(record.ok() && record->has_value());
      numbers.insert((*record)->number);
    }
    return numbers;
  }

  TestBureau bureau_;
  Oracle oracle_;
  Texts papers_;
  std::int64_t last_paper_ = 7'000'000;
};

TEST(P4AndP5, AfterAnySequenceExactlyTheAlertsInForceHit) {
  std::unique_ptr<World> kept;  // a bureau costs more than a round in it
  EXPECT_TRUE(rc::check("hits are those of the oracle", [&] {
    std::unique_ptr<World> world = kept ? std::move(kept) : std::make_unique<World>();
    world->Begin();
    for (int left = *rc::gen::inRange(1, 16); left > 0; --left) {
      world->Step();
      world->Settle();
      world->ComparePapers();
    }
    world->CompareAll();
    // A ledger that has grown long is replayed, and left.
    if (OneIn(12)) {
      world->Replay();
      return world->CompareAll();  // P2
    }
    world->EndAll();
    kept = std::move(world);
  }));
}

}  // namespace
}  // namespace maktab::desk
