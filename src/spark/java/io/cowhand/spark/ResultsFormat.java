package io.cowhand.spark;

/** The format of results. */
enum ResultsFormat {
    parquet,
    jsonl
}
