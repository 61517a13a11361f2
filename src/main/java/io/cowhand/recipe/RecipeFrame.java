package io.cowhand.recipe;

/** The part of the schema that does not depend on operations. */
final class RecipeFrame {

    static final String JSON = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "Cowhand recipe",
          "description": "Which qcow2 images to edit, and what to change in their headers.",
          "type": "object",
          "required": ["cowhand", "name", "steps"],
          "properties": {
            "cowhand": {
              "description": "The version of the recipe's format: 1.",
              "type": "integer", "const": 1
            },
            "name": {
              "description": "The recipe's name in reports and journals.",
              "type": "string", "minLength": 1
            },
            "description": {
              "description": "What the recipe is for.",
              "type": "string"
            },
            "vars": {
              "description": "The variables: names and values. One without a value has to be given one.",
              "type": "object"
            },
            "images": {
              "description": "The images: paths, globs and lists. Required unless the command line names images.",
              "type": "array", "minItems": 1,
              "items": {
                "description": "A path or glob; a mapping with exclude, or for a list.",
                "type": ["string", "object"], "minLength": 1,
                "anyOf": [{"required": ["path"]}, {"required": ["list"]}],
                "dependentRequired": {"format": ["list"]},
                "properties": {
                  "path": {
                    "description": "A path or glob, relative to the recipe's directory; with list, the column that names the image.",
                    "type": "string", "minLength": 1
                  },
                  "list": {
                    "description": "An inventory of images, relative to the recipe's directory; - is standard input.",
                    "type": "string", "minLength": 1
                  },
                  "format": {
                    "description": "The format of the list: one name a line, CSV with a header line, or JSON Lines. By default the suffix decides.",
                    "type": "string", "enum": ["lines", "csv", "jsonl"]
                  },
                  "exclude": {
                    "description": "Globs of the paths to exclude.",
                    "type": "array",
                    "items": {"type": "string", "minLength": 1}
                  }
                },
                "additionalProperties": false
              }
            },
            "bases": {
              "description": "The files that backing names may lead to, as paths and globs. They are read, not written.",
              "type": "array", "minItems": 1
            },
            "where": {
              "description": "An expression; images for which it is false are skipped.",
              "type": ["string", "boolean"], "minLength": 1
            },
            "steps": {
              "description": "What to do to each image, in order. All steps of one image succeed, or none does.",
              "type": "array", "minItems": 1,
              "items": {
                "description": "An operation and its arguments, or a file of steps to include.",
                "type": "object",
                "properties": {
                  "op": {"description": "The operation.", "type": "string"},
                  "include": {
                    "description": "A file with steps, relative to the directory of this file.",
                    "type": "string", "minLength": 1
                  }
                },
                "anyOf": [{"required": ["op"]}, {"required": ["include"]}],
                "dependentSchemas": {
                  "include": {
                    "properties": {"include": true, "name": true},
                    "additionalProperties": false
                  }
                }
              }
            },
            "expect": {
              "description": "Bounds for what a plan finds; outside of them, nothing is written.",
              "type": "object", "minProperties": 1,
              "properties": {
                "images": {
                  "description": "The number of images, without skipped ones.",
                  "type": "object", "minProperties": 1,
                  "properties": {
                    "min": {
                      "description": "The minimum.",
                      "type": "integer", "minimum": 0, "maximum": 2147483647
                    },
                    "max": {
                      "description": "The maximum.",
                      "type": "integer", "minimum": 0, "maximum": 2147483647
                    }
                  },
                  "additionalProperties": false
                },
                "changes": {
                  "description": "The number of images that would change.",
                  "type": "object", "minProperties": 1,
                  "properties": {
                    "min": {
                      "description": "The minimum.",
                      "type": "integer", "minimum": 0, "maximum": 2147483647
                    },
                    "max": {
                      "description": "The maximum.",
                      "type": "integer", "minimum": 0, "maximum": 2147483647
                    }
                  },
                  "additionalProperties": false
                }
              },
              "additionalProperties": false
            },
            "rollout": {
              "description": "The waves in which images are changed, and the number of failures that ends a run.",
              "type": "object", "minProperties": 1,
              "properties": {
                "waves": {
                  "description": "For each wave, the images up to its end: growing numbers and percentages. The last is 100%.",
                  "type": "array", "minItems": 1,
                  "items": {
                    "description": "A number of images, or a percentage of them.",
                    "type": ["integer", "string"],
                    "minimum": 1, "maximum": 999999999,
                    "pattern": "^([1-9][0-9]?|100)%$"
                  }
                },
                "max-failures": {
                  "description": "How many images may fail before no further one is begun: a number, or a percentage.",
                  "type": ["integer", "string"],
                  "minimum": 0, "maximum": 999999999,
                  "pattern": "^([1-9][0-9]?|100)%$"
                }
              },
              "additionalProperties": false
            },
            "not-qcow2": {
              "description": "What to do with a file without the qcow2 magic: fail, or skip it.",
              "type": "string", "enum": ["fail", "skip"], "default": "fail"
            },
            "links": {
              "description": "Which links are followed to images: root's, the user's and the target's owner's; all; none.",
              "type": "string", "enum": ["owner", "follow", "refuse"], "default": "owner"
            },
            "on-error": {
              "description": "What to do with the images after a failed one.",
              "type": "string", "enum": ["continue", "stop"], "default": "continue"
            }
          },
          "additionalProperties": false
        }
        """;

    /** What an editor checks of variables; {@link VariableReader} reports it in better words. */
    static final String VARIABLES = """
        {
          "propertyNames": {"pattern": "^[a-z][a-z0-9_-]*$"},
          "additionalProperties": {
            "description": "Text, a whole number, a boolean, or a list or mapping of them; or nothing.",
            "type": ["string", "integer", "boolean", "array", "object", "null"],
            "items": {"$ref": "#/$defs/variable"},
            "additionalProperties": {"$ref": "#/$defs/variable"}
          }
        }
        """;

    /** The definition of a variable's value. */
    static final String VARIABLE = """
        {
          "description": "Text, a whole number, a boolean, or a list or mapping of them.",
          "type": ["string", "integer", "boolean", "array", "object"],
          "items": {"$ref": "#/$defs/variable"},
          "additionalProperties": {"$ref": "#/$defs/variable"}
        }
        """;

    private RecipeFrame() {}
}
