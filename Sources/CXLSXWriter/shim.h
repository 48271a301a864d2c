#include <xlsxwriter.h>

// The texts in these structures are `char *` up to Debian 12 and `const char *` from Debian 13 on. To C that is all the
// same; to Swift it is not.

static inline void lxw_set_title_and_author(
    lxw_doc_properties *properties, char *title, char *author) {
  properties->title = title;
  properties->author = author;
}

static inline void lxw_set_value_list(lxw_data_validation *rule, char **list) {
  rule->value_list = (void *)list;
}
