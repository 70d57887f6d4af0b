"""Checks: rules that hold a document against itself, and give findings instead of raising."""

from publicservice.checks.rule import Rule, Subject
from publicservice.checks.run import PLAN_RULES, REPORT_RULES, Findings, check

__all__ = ["PLAN_RULES", "REPORT_RULES", "Findings", "Rule", "Subject", "check"]
