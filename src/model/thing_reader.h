// Reads and checks what a register says of things: kinds of objects, that it holds no names (P11), and what something
// costs by the day. Part of loading a register.
#pragma once

#include "model/register.h"
#include "model/toml_reader.h"

namespace maktab::model {

// Of a field of objects what they may be, and nowhere else.
void ReadObjectKinds(TomlReader& reader, const toml::table& row, Field& field);
void ReadThings(TomlReader& reader, const toml::table& table, Register& out);
void CheckThings(TomlReader& reader, const toml::table& table, const Register& in);

}  // namespace maktab::model
