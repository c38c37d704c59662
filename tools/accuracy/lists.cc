#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>

#include "base/hash.h"
#include "lists/list_reader.h"
#include "measures.h"
#include "model/entity.h"
#include "screening/checker.h"
#include "screening/engine.h"
#include "tables.h"

namespace maktab::accuracy {
namespace {

using model::Entity;
using model::Schema;
using screening::Change;
using screening::Checker;
using screening::CheckOptions;
using screening::Engine;
using screening::Hit;

constexpr std::size_t kTimesLonger = 5;

class Keep final : public lists::EntrySink {
 public:
  base::Status Accept(Entity entity, std::uint64_t) override {
    entities.push_back(std::move(entity));
    return {};
  }
  void Bad(std::uint64_t, const base::Error&) override {}
  void Warn(std::uint64_t, const base::Error&) override {}
  base::Status Progress(std::uint64_t) override { return {}; }

  std::vector<Entity> entities;
};

std::vector<Entity> ReadEntities(lists::Format format, const std::vector<std::string>& paths) {
  std::vector<std::unique_ptr<lists::ByteSource>> files;
  for (const std::string& path : paths) {
    auto file = lists::FileSource::Open(path);
    if (file.ok()) files.push_back(std::move(*file));
  }
  lists::ReadOptions options;
  options.skip_bad = true;
  Keep keep;
  if (files.size() != paths.size() || !lists::ReadList(format, std::move(files), options, keep).ok()) {
    std::fprintf(stderr, "accuracy: the list %s can't be read\n", paths.front().c_str());
    std::exit(3);
  }
  return std::move(keep.entities);
}

std::vector<Entity> ReadUn(const Paths& paths) {
  return ReadEntities(lists::Format::kUn, {paths.data + "/lists/un/consolidated_2026-02-27.xml"});
}

// The entity with what `name_of` makes of its names; an empty name is left out.
template <typename NameOf>
Entity WithNames(const Entity& entity, const NameOf& name_of) {
  Entity out;
  out.id = entity.id;
  out.schema = entity.schema;
  out.caption = entity.caption;
  out.documents = entity.documents;
  for (const auto& [property, values] : entity.properties()) {
    const bool names = property == model::kPropName || property == model::kPropAlias ||
                       property == model::kPropWeakAlias || property == model::kPropPreviousName;
    for (const std::string& value : values) {
      out.Add(property, names ? name_of(value) : value);
    }
  }
  return out;
}

Change Added(const Entity& entity) {
  return {"list", false, false, entity.id, entity};
}

void Fill(Engine& engine, const std::vector<Entity>& entities) {
  std::vector<Change> changes;
  for (const Entity& entity : entities) changes.push_back(Added(entity));
  if (!engine.Apply(std::move(changes), {}).ok()) std::exit(3);
}

Entity Question(std::string_view kind, std::string_view name) {
  Entity question;
  question.id = "question";
  question.schema = kind == "ENTITY" ? Schema::kOrganization : Schema::kPerson;
  question.Add(model::kPropName, name);
  return question;
}

CheckOptions Everything() {
  CheckOptions options;
  options.cutoff = 0.05F;
  options.limit = 50;
  return options;
}

// As the desk asks: names that cannot reach the threshold are not looked at, and so the wrong ones may be passed over.
CheckOptions AtThreshold() {
  CheckOptions options = Everything();
  options.cutoff = options.threshold;
  return options;
}

// The score of the right entry where only what reaches the threshold is asked for; 0 if it is not among that.
float ScoreAtThreshold(const Engine& engine, Checker& checker, const Entity& question, std::string_view id) {
  for (const Hit& hit : checker.Check(*engine.Current(), question, AtThreshold()).hits) {
    if (hit.entity_id == id) return hit.score;
  }
  return 0;
}

// One line: whether the right entry is alone at the top, its score, and the best wrong one.
void WriteOutcome(std::ofstream& out, std::string_view id, const std::vector<Hit>& hits) {
  float right = 0;
  const Hit* wrong = nullptr;
  for (const Hit& hit : hits) {
    if (hit.entity_id == id) {
      right = std::max(right, hit.score);
    } else if (wrong == nullptr) {
      wrong = &hit;
    }
  }
  const float best_wrong = wrong == nullptr ? 0 : wrong->score;
  out << (right > best_wrong) << '\t' << right << '\t' << best_wrong << '\t'
      << (wrong == nullptr ? "" : Field(wrong->caption));
}

}  // namespace

// Only Latin names are in the index: what is asked is how far the two scripts meet.
void MeasureArabicQueries(const Paths& paths) {
  Engine engine;
  std::vector<Entity> latin;
  for (const Entity& entity : ReadUn(paths)) {
    latin.push_back(WithNames(entity, WithoutArabic));
  }
  Fill(engine, latin);
  const Table table = ReadTsv(paths.data + "/match/un_arabic_queries.tsv");
  std::ofstream out(paths.out + "/un_arabic.tsv");
  out << "kind\tat_threshold\tfirst\tscore\twrong_score\twrong\tright\tquery\n";
  Checker checker;
  for (const Row& row : table.rows) {
    const std::string query = WithoutLatin(table.Get(row, "arabic_query"));
    const Entity question = Question(table.Get(row, "kind"), query);
    const auto answer = checker.Check(*engine.Current(), question, Everything());
    out << table.Get(row, "kind") << '\t' << ScoreAtThreshold(engine, checker, question, table.Get(row, "dataid"))
        << '\t';
    WriteOutcome(out, table.Get(row, "dataid"), answer.hits);
    out << '\t' << Field(table.Get(row, "primary_latin")) << '\t' << Field(query) << '\n';
  }
  std::ofstream innocents(paths.out + "/innocents_arabic.tsv");
  innocents << "score\tname\thit\n";
  const Table persons = ReadCsv(paths.data + "/match/innocents.csv");
  for (const Row& row : persons.rows) {
    const std::string_view name = persons.Get(row, "full_name");
    if (!HasArabic(name)) continue;
    const auto answer = checker.Check(*engine.Current(), Question("INDIVIDUAL", name), Everything());
    innocents << (answer.hits.empty() ? 0.0F : answer.hits[0].score) << '\t' << Field(name) << '\t'
              << (answer.hits.empty() ? "" : Field(answer.hits[0].caption)) << '\n';
  }
}

// Each alias is asked while the index has its entry without that alias.
void MeasureAliases(const Paths& paths) {
  std::map<std::string, Entity, std::less<>> by_id;
  const std::vector<Entity> list = ReadUn(paths);
  for (const Entity& entity : list) by_id.emplace(entity.id, entity);
  Engine engine;
  Fill(engine, list);
  const Table table = ReadTsv(paths.data + "/match/un_alias_queries.tsv");
  std::ofstream out(paths.out + "/un_alias.tsv");
  out << "kind\tat_threshold\tquality\tfirst\tscore\twrong_score\twrong\tright\tquery\n";
  Checker checker;
  for (const Row& row : table.rows) {
    const std::string_view id = table.Get(row, "dataid");
    const std::string_view alias = table.Get(row, "alias_query");
    const auto entry = by_id.find(id);
    if (entry == by_id.end()) continue;
    const Entity without =
        WithNames(entry->second, [&](const std::string& name) { return name == alias ? std::string() : name; });
    if (!engine.Apply({Added(without)}, {}).ok()) std::exit(3);
    const Entity question = Question(table.Get(row, "kind"), alias);
    const auto answer = checker.Check(*engine.Current(), question, Everything());
    const float at_threshold = ScoreAtThreshold(engine, checker, question, id);
    if (!engine.Apply({Added(entry->second)}, {}).ok()) std::exit(3);
    out << table.Get(row, "kind") << '\t' << at_threshold << '\t' << table.Get(row, "quality") << '\t';
    WriteOutcome(out, id, answer.hits);
    out << '\t' << Field(table.Get(row, "primary_name")) << '\t' << Field(alias) << '\n';
  }
}

namespace {

// The list of the United Nations and as many entries of OFAC's, drawn by their ids, as make it so many times as long.
std::vector<Entity> LongerList(const Paths& paths) {
  std::vector<Entity> longer = ReadUn(paths);
  const std::size_t wanted = kTimesLonger * longer.size();
  const std::string folder = paths.data + "/lists/ofac/2021-07/";
  std::vector<Entity> other =
      ReadEntities(lists::Format::kOfac, {folder + "sdn.csv", folder + "alt.csv", folder + "add.csv"});
  std::erase_if(other, [](const Entity& entity) { return !model::IsA(entity.schema, Schema::kLegalEntity); });
  std::sort(other.begin(), other.end(),
            [](const Entity& a, const Entity& b) { return base::HashBytes(a.id) < base::HashBytes(b.id); });
  for (Entity& entity : other) {
    if (longer.size() == wanted) break;
    entity.id = "ofac-" + entity.id;
    longer.push_back(std::move(entity));
  }
  return longer;
}

}  // namespace

void MeasureInnocents(const Paths& paths) {
  Engine one;
  Fill(one, ReadUn(paths));
  Engine longer;
  Fill(longer, LongerList(paths));
  const Table table = ReadCsv(paths.data + "/match/innocents.csv");
  std::ofstream out(paths.out + "/innocents.tsv");
  out << "arabic\tname_score\tscore\tlonger_name_score\tlonger_score\tname\thit\tlonger_hit\n";
  Checker checker;
  for (const Row& row : table.rows) {
    const std::string_view name = table.Get(row, "full_name");
    Entity bare = Question("INDIVIDUAL", name);
    Entity whole = bare;
    whole.Add(model::kPropBirthDate, table.Get(row, "date_of_birth"));
    out << HasArabic(name);
    std::string hits;
    for (const Engine* engine : {&one, &longer}) {
      for (Entity* question : {&bare, &whole}) {
        const auto answer = checker.Check(*engine->Current(), *question, Everything());
        out << '\t' << (answer.hits.empty() ? 0.0F : answer.hits[0].score);
        if (question == &bare) hits += '\t' + (answer.hits.empty() ? std::string() : Field(answer.hits[0].caption));
      }
    }
    out << '\t' << Field(name) << hits << '\n';
  }
}

}  // namespace maktab::accuracy
