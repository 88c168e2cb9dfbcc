"""The simple workbook: four sheets for strategists, with document and page as evidence."""
