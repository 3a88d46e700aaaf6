"""The working calendar: which days people work in China, make-up days (调休) included, and time counted on them."""
