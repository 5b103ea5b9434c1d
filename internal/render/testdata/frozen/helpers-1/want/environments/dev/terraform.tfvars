# Numbers of u.
