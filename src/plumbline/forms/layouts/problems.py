"""The reading problems that layouts report: stable codes and their sentences."""

from plumbline.forms.places import Cell, ReadingProblem

_SENTENCES = {
    "shifted_row": (
        "“{what}”一行的单元格在转换中错位，已按标签归位，请与原表核对",
        "The cells of the row “{what}” were displaced by a conversion; they were put right by their labels. Compare with the original",
    ),
    "lost_value": (
        "“{what}”一行的指标值在转换中丢失，请从原表补上",
        "The target of the row “{what}” was lost in a conversion; take it from the original",
    ),
    "html_in_text": ("“{what}”中残留网页标签，已清除", "“{what}” contains HTML tags; they were removed"),
    "fund_columns_shifted": (
        "资金表的数据列与表头错位，已按顺序归位，请与原表核对",
        "The figures of the fund block do not stand under their headings; they were put right by their order. Compare with the original",
    ),
    "fund_header_missing": (
        "资金表缺少表头，已按标准列次读取，请与原表核对",
        "The fund block has no heading row; it was read in the standard order of columns. Compare with the original",
    ),
    "fund_cell_blank": (
        "“{what}”一行缺少一个金额，文本中看不出是哪一列为空，请与原表核对",
        "The row “{what}” lacks an amount, and running text does not show which column is blank. Compare with the original",
    ),
    "goals_not_separable": (
        "预期目标与实际完成情况无法确切分开，请与原表核对",
        "Expected goal and actual completion cannot be told apart with certainty. Compare with the original",
    ),
    "no_indicators": (
        "该表没有绩效指标部分，可能只截取了一半，请提供完整的表",
        "The form has no indicators; it may be cut in half. Provide the complete form",
    ),
    "no_project_block": (
        "该表缺少项目基本信息部分，可能只截取了一半，请提供完整的表",
        "The form has no project block; it may be cut in half. Provide the complete form",
    ),
    "no_total": (
        "该表没有总分和评价等级，可能被截断或未填，请核对",
        "The form ends without total and grade; it may be cut or left blank. Compare with the original",
    ),
    "forms_interleaved": (
        "一张表中出现了另一张表的项目名称“{what}”，两张表可能交错，请分开后重新读取",
        "The name of another project (“{what}”) stands inside the form; two forms may be interleaved. Separate them and read again",
    ),
    "unread_row": (
        "“{what}”一行无法归入任何栏目，已原样跳过",
        "The row “{what}” fits no column; it was left out",
    ),
    "doubtful_row": (
        "“{what}”一行的单元格与表头对不上，归位没有把握，请与原表核对",
        "The cells of the row “{what}” do not agree with the heading, and no reading of it is certain. Compare with the original",
    ),
    "points_incomplete": (
        "“{what}”一行的分值和得分只印出一个，前面可能少了一格，请与原表核对",
        "The row “{what}” prints only one of weight and score; a cell before it may be lost. Compare with the original",
    ),
    "unknown_column": (
        "表头“{what}”不是已知的栏目，该列内容按原样另存，请核对是否应归入其他栏目",
        "The heading “{what}” is not a known column; what stands below it was kept apart. Check whether it belongs to another column",
    ),
    "grid_without_heading": (
        "这里有指标行，却没有“一级指标、二级指标……”表头，可能只截取了下半部分，请提供完整的表",
        "Indicator rows stand here without their heading; this may be the lower part of a form. Provide the complete form",
    ),
    "form_not_read": (
        "这里有绩效指标的表头，但没有读出任何表，请检查表格是否完整，或换一种格式提供",
        "A heading of a performance form stands here, but no form could be read; check that it is complete, or send another format",
    ),
    "year_from_file": (
        "该表没有印年度，按文件开头的年度读取，请核对",
        "The form prints no year; that at the beginning of the file was taken. Check it",
    ),
    "blank_template": (
        "这是未填写的空白模板，不作为数据审核",
        "This is a blank template; it is not audited as data",
    ),
    "level_inferred": (
        "“{what}”的上级指标未印出，已按指标体系补上",
        "The upper level of “{what}” is not printed; it was taken from the taxonomy",
    ),
}


def reading_problem(code: str, cell: Cell | None, what: str = "") -> ReadingProblem:
    """Make a located reading problem with its sentence in both languages."""
    zh, en = _SENTENCES[code]
    what = what if len(what) <= 30 else what[:29] + "…"
    return ReadingProblem(code, zh.format(what=what), en.format(what=what), cell)


def reading_problem_codes() -> dict[str, tuple[str, str]]:
    """Return every code with its Chinese and English sentence, for the reference page."""
    return dict(_SENTENCES)
