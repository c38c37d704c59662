// A certificate made for a test, and its keys.
#pragma once

#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <stdlib.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

namespace maktab::http {

template <auto kFree>
struct Freer {
  template <typename T>
  void operator()(T* thing) const {
    kFree(thing);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freer<X509_free>>;
using File = std::unique_ptr<std::FILE, Freer<std::fclose>>;

// A folder with chain.pem, key.pem and other.pem (a key that is not the certificate's).
class MadeUpCertificate {
 public:
  explicit MadeUpCertificate(const std::string& host = "bureau.example") {
    std::string name = (std::filesystem::temp_directory_path() / "maktab_tls_XXXXXX").string();
    folder = ::mkdtemp(name.data());
    const Key key(EVP_EC_gen("P-256"));
    WriteKey(key.get(), "key.pem");
    WriteKey(Key(EVP_EC_gen("P-256")).get(), "other.pem");
    const Certificate certificate(X509_new());
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key.get());
    X509_NAME* subject = X509_get_subject_name(certificate.get());
    const auto* common_name = reinterpret_cast<const unsigned char*>(host.c_str());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, common_name, -1, -1, 0);
    X509_set_issuer_name(certificate.get(), subject);
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    PEM_write_X509(File(std::fopen(Path("chain.pem").c_str(), "wb")).get(), certificate.get());
  }
  ~MadeUpCertificate() { std::filesystem::remove_all(folder); }

  std::string Path(const std::string& name) const { return (folder / name).string(); }
  std::filesystem::path folder;

 private:
  void WriteKey(EVP_PKEY* key, const std::string& name) const {
    PEM_write_PrivateKey(File(std::fopen(Path(name).c_str(), "wb")).get(), key, nullptr, nullptr, 0, nullptr, nullptr);
  }
};

}  // namespace maktab::http
