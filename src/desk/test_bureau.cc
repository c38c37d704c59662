#include "desk/test_bureau.h"

#include <fstream>

#include "base/assert.h"
#include "crypto/random.h"

namespace maktab::desk {
namespace {

template <typename T>
std::unique_ptr<T> Taken(base::Result<T> result) {
  MAKTAB_ASSERT(result.ok());
  return std::make_unique<T>(std::move(result).value());
}

}  // namespace

TestBureau::TestBureau() : folder(std::filesystem::temp_directory_path() / ("maktab_desk_" + crypto::RandomToken(6))) {
  const model::Definitions definitions;
  words = Taken(model::Words::Load(definitions));
  purposes = Taken(model::Purposes::Load(definitions));
  registers = Taken(model::Registers::Load(definitions));
  tables = Taken(identifiers::Tables::Load(definitions.Text("plates.toml"), definitions.Text("wmi.toml"),
                                           definitions.Text("mrz_states.toml")));
  store::StoreOptions options;
  options.data_dir = folder;
  options.bureau = "XX";
  auto opened = store::Store::Open(options, clock);
  MAKTAB_ASSERT(opened.ok());
  store = std::move(opened).value();
  parts =
      std::make_unique<Parts>(Parts{*store, engine, *words, *purposes, *registers, *tables, clock, folder, Settings()});
  judgements = std::make_unique<Judgements>(*parts);
  follower = std::make_unique<ListFollower>(*parts);
  checks = std::make_unique<CheckDesk>(*parts, *judgements, *follower, events);
  history = std::make_unique<History>(*parts);
  files = std::make_unique<FileDesk>(*parts);
  subject_index = std::make_unique<SubjectIndex>(*parts);
  cross_check = std::make_unique<CrossCheck>(*parts, *checks, *judgements, *subject_index);
  subjects = std::make_unique<SubjectDesk>(*parts, *subject_index);
  records = std::make_unique<RecordDesk>(*parts, events, *files, *cross_check, *subject_index);
  deputies = std::make_unique<Deputies>(*parts);
  glass = std::make_unique<Glass>(*parts, events);
  notifications = std::make_unique<Notifications>(*parts);
  webhooks = std::make_unique<Webhooks>(*parts, carrier);
  deliveries = std::make_unique<Deliveries>(*parts, carrier, events);
  people = std::make_unique<People>(*parts);
  recheck = std::make_unique<Recheck>(*parts, *judgements, events);
  importer = std::make_unique<Importer>(*parts, *follower, *recheck, events);
}

TestBureau::~TestBureau() {
  follower->Stop();
  subject_index->Stop();
  store.reset();
  std::filesystem::remove_all(folder);
}

model::Principal TestBureau::Who(model::Role role, const std::string& id) {
  return {id, "Made up " + id, role, model::Principal::Kind::kPerson};
}

ImportReport TestBureau::Import(const std::string& dataset, const std::string& lines) {
  const std::filesystem::path file = folder / "list.tmp";
  std::ofstream(file) << lines;
  ImportRequest request;
  request.format = lists::Format::kFtm;
  request.dataset = dataset;
  request.files = {file};
  auto report = importer->Run(ShellPrincipal(), request, {});
  MAKTAB_ASSERT(report.ok());
  return std::move(report).value();
}

void TestBureau::ImportElsewhere(const std::string& dataset, const std::vector<model::Entity>& entities) {
  const auto import = store->BeginImport(dataset);
  MAKTAB_ASSERT(import.ok());
  for (const model::Entity& entity : entities) {
    const base::Status put = (*import)->Put(entity);
    MAKTAB_ASSERT(put.ok());
  }
  store::ImportMeta meta;
  meta.format = "ftm";
  meta.title = dataset;
  const auto done = (*import)->Finish(meta, {ShellPrincipal(), {}});
  MAKTAB_ASSERT(done.ok());
}

model::Entity TestBureau::Person(const std::string& id, const std::string& name, const std::string& birth_date) {
  model::Entity entity;
  entity.id = id;
  entity.schema = model::Schema::kPerson;
  entity.caption = name;
  entity.Add(model::kPropName, name);
  entity.Add(model::kPropBirthDate, birth_date);
  return entity;
}

CheckRequest TestBureau::Asking(const std::string& text) {
  CheckRequest request;
  request.text = text;
  return request;
}

CheckAnswer TestBureau::Ask(const std::string& text) {
  auto answer = checks->CheckAndWait(Who(model::Role::kOfficer), Asking(text));
  MAKTAB_ASSERT(answer.ok());
  return std::move(answer).value();
}

std::vector<store::Entry> TestBureau::Entries(const std::string& kind) {
  store::EntryFilter filter;
  filter.kinds = {kind};
  auto entries = store->Entries(filter, store::Viewer::Program());
  MAKTAB_ASSERT(entries.ok());
  return std::move(entries).value();
}

}  // namespace maktab::desk
