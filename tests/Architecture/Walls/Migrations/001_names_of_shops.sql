-- A migration that changes rows of every shop, as a later one may.
update shops set name = name || ' changed';
