"""S: values reached, scores, reasons, total and grade."""
