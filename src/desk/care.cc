#include "desk/care.h"

#include "desk/access.h"
#include "store/proof.h"

namespace maktab::desk {

base::Result<std::vector<store::Entry>> Care::Ledger(const model::Principal& who, store::EntryFilter filter) const {
  MAKTAB_TRY(Require(who, model::Right::kVerifyLedger));
  return parts_.store.Entries(filter);
}

base::Result<std::string> Care::Checkpoint(const model::Principal& who) const {
  MAKTAB_TRY(Require(who, model::Right::kVerifyLedger));
  return parts_.store.Checkpoint();
}

base::Result<store::VerifyReport> Care::Verify(const model::Principal& who) const {
  MAKTAB_TRY(Require(who, model::Right::kVerifyLedger));
  store::VerifyOptions how;
  how.public_key = parts_.store.PublicKey();
  return store::Store::Verify(options_, how);
}

base::Result<std::string> Care::Prove(const model::Principal& who, std::int64_t seq) const {
  MAKTAB_TRY(Require(who, model::Right::kVerifyLedger));
  MAKTAB_ASSIGN(std::string proof, store::MakeProof(options_, seq));
  // Who takes an entry out of the house has looked at it (P10).
  store::EntryDraft draft{"entry.proved", who, {}, std::to_string(seq), "{}"};
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt, parts_.store.AppendAndWait(std::move(draft)));
  return proof;
}

base::Status Care::Rebuild(const model::Principal& who) const {
  MAKTAB_TRY(Require(who, model::Right::kOperate));
  return parts_.store.Rebuild();
}

base::Result<store::BackupResult> Care::Backup(const model::Principal& who, const std::filesystem::path& file,
                                               const store::Progress& progress) const {
  MAKTAB_TRY(Require(who, model::Right::kOperate));
  MAKTAB_ASSIGN(const store::BackupResult result, parts_.store.Backup(file, progress));
  store::EntryDraft draft{"backup.made", who, {}, {}, {}};
  base::JsonWriter(draft.body)
      .BeginObject()
      .Field("file", file.filename().string())
      .Field("entries", result.entries)
      .Field("bytes", result.bytes)
      .EndObject();
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt, parts_.store.AppendAndWait(std::move(draft)));
  return result;
}

std::string SayWrong(const store::Wrong& wrong, const model::Words& words, model::Language language) {
  return words.Say(language, "verify." + wrong.kind, {{"seq", std::to_string(wrong.seq)}, {"what", wrong.what}});
}

std::string RenderVerifyReport(const store::VerifyReport& report, const model::Words& words, model::Language language) {
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject().Field("ok", report.ok).Field("entries", report.entries).Field("checkpoints", report.checkpoints);
  json.Field("list_rows", report.list_rows)
      .Field("files", report.files)
      .Field("root", report.root)
      .Key("seconds")
      .Number(report.seconds, 3);
  if (report.first_wrong) {
    json.Key("first_wrong").BeginObject().Field("kind", report.first_wrong->kind).Field("seq", report.first_wrong->seq);
    json.Field("what", report.first_wrong->what)
        .Field("text", SayWrong(*report.first_wrong, words, language))
        .EndObject();
  }
  json.EndObject();
  return out;
}

}  // namespace maktab::desk
