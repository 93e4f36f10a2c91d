"""Operations on tables that the days and the initial state share."""
