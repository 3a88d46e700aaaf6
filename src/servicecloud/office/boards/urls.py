"""Addresses of the boards in the office."""

from django.urls import path

from servicecloud.office.boards import boards, lights, monitoring, numbers, projects, tracking

urlpatterns = [
    path("", boards.board, name="board"),
    path("file/<slug:kind>/", boards.file, name="board_file"),
    path("wall/", boards.wall, name="board_wall"),
    path("renew/", boards.renew, name="renew_boards"),
    path("projects/", projects.projects, name="board_projects"),
    path("projects/file/<slug:kind>/", projects.file, name="board_projects_file"),
    path("projects/<int:pk>/", projects.project, name="project_board"),
    path("projects/<int:pk>/indicators/<slug:key>/", numbers.number, name="tracked_number"),
    path("indicators/", tracking.tracking, name="tracking"),
    path("indicators/file/<slug:kind>/", tracking.file, name="tracking_file"),
    path("monitoring/", monitoring.monitorings, name="monitorings"),
    path("monitoring/file/<slug:kind>/", monitoring.file, name="monitorings_file"),
    path("lights/", lights.lights, name="light_choices"),
]
