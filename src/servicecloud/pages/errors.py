"""Error pages: what happened, what to do now, and the number to quote."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_TITLES: dict[int, str | Promise] = {
    400: _("请求无法识别"),
    401: _("需要登录"),
    403: _("没有权限"),
    404: _("没有找到"),
    405: _("方法不支持"),
    409: _("操作没有完成"),
    410: _("链接已失效"),
    413: _("内容过大"),
    415: _("类型不支持"),
    422: _("内容需要修改"),
    428: _("缺少版本"),
    429: _("尝试次数过多"),
    500: _("系统出错"),
}
_SENTENCES: dict[int, str | Promise] = {
    400: _("浏览器发来的请求不完整或已过期。请返回上一页，刷新后再试一次。"),
    403: _("您的账户不能查看或操作这一页。如工作需要，请联系本单位管理员。"),
    404: _("这一页不存在，或者它不属于您的单位。请检查网址，或从首页重新查找。"),
    405: _("这一页不接受这样的请求，什么也没有改变。请回到原来的页面再操作。"),
    500: _("服务器没有能够完成这次请求，您填写的内容没有被保存。请稍后重试；如反复出现，请把下面的编号告诉我们。"),
}


def title_of(status: int) -> str:
    """Return the few words for a status in the active language."""
    return str(_TITLES.get(status, _TITLES[400]))


def error_page(
    request: HttpRequest, *, status: int, sentence: str = "", code: str = "", back_url: str = ""
) -> HttpResponse:
    """Return the page for a status. It asks the database nothing beyond what the shell already knows."""
    context = {
        "error_status": status,
        "error_title": title_of(status),
        "error_sentence": sentence or _SENTENCES.get(status, ""),
        "error_code": code,
        "back_url": back_url,
        "request_id": getattr(request, "request_id", ""),
    }
    return render(request, "errors/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's interface
    """400."""
    return error_page(request, status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """403."""
    return error_page(request, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404."""
    return error_page(request, status=404)


def not_allowed(request: HttpRequest, allow: str) -> HttpResponse:
    """405, with the methods that are allowed: mostly the address of a button that somebody opened or reloaded."""
    is_for_buttons = request.method in ("GET", "HEAD") and allow == "POST"
    sentence = _("这个网址只在按下页面上的按钮时使用，不能直接打开或刷新；什么也没有改变。请回到上一级页面再操作。")
    response = error_page(
        request, status=405, sentence=str(sentence) if is_for_buttons else "", back_url=_page_above(request.path_info)
    )
    response["Allow"] = allow
    return response


def _page_above(path: str) -> str:
    """Return the closest address above a path that leads somewhere, blank when that is the home page alone."""
    parts = path.strip("/").split("/")[:-1]
    while parts:
        above = f"/{'/'.join(parts)}/"
        try:
            resolve(above)
        except Resolver404:
            parts.pop()
        else:
            return above
    return ""


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a page that needs neither the session nor the database nor the list of static files."""
    context = {"request_id": getattr(request, "request_id", ""), "sentence": _SENTENCES[500], "title": _TITLES[500]}
    context["static_url"] = settings.STATIC_URL
    return render(None, "errors/500.html", context, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """403 with the usual cause: the page stood open for too long, or cookies are off."""
    sentence = _("页面停留过久或浏览器禁用了 Cookie，无法确认请求来自您本人。请返回并刷新页面，再提交一次。")
    return error_page(request, status=403, sentence=str(sentence), code="csrf")


def locked_out(request: HttpRequest, response: HttpResponse | None = None, credentials: object = None) -> HttpResponse:  # noqa: ARG001
    """429 after too many wrong passwords."""
    sentence = _("该账户在此地址连续登录失败5次，已锁定10分钟。请稍后再试，或通过“忘记密码”重设。")
    return error_page(request, status=429, sentence=str(sentence), code="locked_out")
