"""Addresses of oversight in the office."""

from django.urls import path

from servicecloud.office.oversight import (
    confirmations,
    evaluations,
    examinations,
    objections,
    overview,
    plans,
    rectifications,
    reports,
    results,
)

urlpatterns = [
    path("", overview.oversight, name="oversight"),
    path("plans/", plans.plans, name="sampling_plans"),
    path("plans/new/", plans.add, name="add_sampling_plan"),
    path("plans/<int:pk>/", plans.plan, name="sampling_plan"),
    path("plans/<int:pk>/announce/", plans.announce, name="announce_plan"),
    path("plans/<int:pk>/seed/", plans.seed, name="seed_plan"),
    path("plans/<int:pk>/draw/", plans.draw, name="draw_plan"),
    path("examinations/", examinations.examinations, name="examinations"),
    path("examinations/<int:pk>/", examinations.examination, name="examination"),
    path("examinations/<int:pk>/accept/", objections.accept, name="accept_result"),
    path("examinations/<int:pk>/object/", objections.objection, name="object_to_result"),
    path("examinations/<int:pk>/files/", objections.attach, name="objection_files"),
    path("examinations/<int:pk>/decide/", objections.decide, name="decide_objection"),
    path("projects/<int:pk>/verify/", examinations.verify, name="verify_project"),
    path("evaluations/", evaluations.evaluations, name="evaluations"),
    path("evaluations/<int:pk>/", evaluations.evaluation, name="evaluation"),
    path("evaluations/<int:pk>/sheet/", reports.sheet, name="evaluation_sheet"),
    path("evaluations/<int:pk>/file/<slug:kind>/", reports.file, name="evaluation_report_file"),
    path("evaluations/<int:pk>/reply/", evaluations.reply_to, name="reply_to_evaluation"),
    path("evaluations/<int:pk>/submit/", confirmations.submit_report, name="submit_evaluation"),
    path("evaluations/<int:pk>/confirm/", confirmations.confirm, {"kind": "evaluation"}, name="confirm_evaluation"),
    path("evaluations/<int:pk>/return/", confirmations.send_back, {"kind": "evaluation"}, name="return_evaluation"),
    path(
        "evaluations/<int:pk>/take-back/", confirmations.take_back, {"kind": "evaluation"}, name="take_back_evaluation"
    ),
    path("examinations/<int:pk>/confirm/", confirmations.confirm, {"kind": "examination"}, name="confirm_review"),
    path("examinations/<int:pk>/return/", confirmations.send_back, {"kind": "examination"}, name="return_review"),
    path("examinations/<int:pk>/take-back/", confirmations.take_back, {"kind": "examination"}, name="take_back_review"),
    path("projects/<int:pk>/evaluate/", evaluations.begin, name="evaluate_project"),
    path("rectifications/", rectifications.rectifications, name="rectifications"),
    path("rectifications/<int:pk>/", rectifications.rectification, name="rectification"),
    path("rectifications/<int:pk>/answer/", rectifications.answer_it, name="answer_rectification"),
    path("rectifications/<int:pk>/files/", rectifications.attach, name="rectification_files"),
    path("rectifications/<int:pk>/accept/", rectifications.accept_it, name="accept_rectification"),
    path("rectifications/<int:pk>/return/", rectifications.return_it, name="return_rectification"),
    path("projects/<int:pk>/", overview.project, name="project_oversight"),
    path("projects/<int:pk>/rectify/", rectifications.add, name="require_rectification"),
    path("advice/", results.advice, name="budget_advice"),
    path("advice/export/", results.advice_csv, name="budget_advice_csv"),
    path("advice/<int:pk>/", results.decide, name="decide_advice"),
    path("gaps/", results.score_gaps, name="score_gaps"),
]
