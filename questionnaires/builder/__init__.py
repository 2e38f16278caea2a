"""The form builder: a form as people see it, edited in place by the staff who may."""
