#include "store/merge_words.h"

namespace maktab::store {

void MergeWords(Connection& connection, int pages) {
  if (connection.postgres()) return;
  connection.Run("insert into record_text (record_text, rank) values ('merge', :pages)", pages);
}

}  // namespace maktab::store
