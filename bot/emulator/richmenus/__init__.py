"""Rich menus: the menus, their pictures, who sees which, their aliases."""
