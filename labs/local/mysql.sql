-- A new MySQL of the lab: who may log in, and what lessons begin with. Each statement ends at the end of a line.
-- The passwords are no secrets: the server listens on the loopback interface and holds lesson data only.

-- The student owns the lesson's database, may set up users for connectors, and may look after binlog and replication.
CREATE USER 'student'@'%' IDENTIFIED BY 'student';
GRANT ALL PRIVILEGES ON inventory.* TO 'student'@'%' WITH GRANT OPTION;
GRANT SELECT, RELOAD, PROCESS, SHOW DATABASES, LOCK TABLES, REPLICATION SLAVE, REPLICATION CLIENT, CREATE USER
  ON *.* TO 'student'@'%' WITH GRANT OPTION;
GRANT BINLOG_ADMIN, REPLICATION_SLAVE_ADMIN, SYSTEM_VARIABLES_ADMIN ON *.* TO 'student'@'%';

-- What Debezium's documentation asks for, and nothing else: a connector that writes its watermarks into a signal table
-- needs INSERT on that table besides, which is for the lesson that creates it to grant.
CREATE USER 'debezium'@'%' IDENTIFIED BY 'debezium';
GRANT SELECT, RELOAD, SHOW DATABASES, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'debezium'@'%';

-- The replica logs in to the primary with this one; the lab asks the replica how it is doing, and sends readers of the
-- binlog away before a server ends.
CREATE USER 'replicator'@'%' IDENTIFIED BY 'replicator';
GRANT PROCESS, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'replicator'@'%';
GRANT CONNECTION_ADMIN ON *.* TO 'replicator'@'%';

CREATE DATABASE inventory;
USE inventory;

CREATE TABLE products (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name VARCHAR(120) NOT NULL,
  description VARCHAR(500),
  price DECIMAL(10, 2) NOT NULL,
  weight_kg DOUBLE,
  attributes JSON,
  updated_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3)
);

CREATE TABLE customers (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  email VARCHAR(200) NOT NULL UNIQUE,
  full_name VARCHAR(120) NOT NULL,
  city VARCHAR(80),
  created_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE orders (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  customer_id INT UNSIGNED NOT NULL,
  product_id INT UNSIGNED NOT NULL,
  quantity SMALLINT UNSIGNED NOT NULL,
  status ENUM('new', 'paid', 'shipped', 'cancelled') NOT NULL DEFAULT 'new',
  order_date DATE NOT NULL,
  KEY orders_by_date (order_date),
  FOREIGN KEY (customer_id) REFERENCES customers (id),
  FOREIGN KEY (product_id) REFERENCES products (id)
);

INSERT INTO products (id, name, description, price, weight_kg, attributes, updated_at) VALUES
  (101, 'scooter', 'Small two-wheel scooter', 89.90, 3.14, '{"colour": "red", "foldable": true}', '2025-01-06 08:00:00'),
  (102, 'car battery', '12 V car battery', 64.00, 8.1, '{"volts": 12}', '2025-01-06 08:00:00'),
  (103, 'drill bits', 'Twelve drill bits, 1 to 10 mm', 19.50, 0.8, '{"pieces": 12}', '2025-01-06 08:00:00'),
  (104, 'hammer', 'Carpenter''s hammer, 750 g', 14.20, 0.75, NULL, '2025-01-06 08:00:00'),
  (105, 'sledgehammer', 'Hammer with a long handle, 5 kg', 42.00, 5.3, NULL, '2025-01-06 08:00:00'),
  (106, 'rocks', 'Box of assorted rocks', 5.30, 5.3, '{"colour": "grey"}', '2025-01-06 08:00:00'),
  (107, 'jacket', 'Black windbreaker, water resistant', 79.00, 0.4, '{"sizes": ["S", "M", "L"]}', '2025-01-06 08:00:00'),
  (108, 'spare tyre', '24 inch spare tyre', 55.60, 22.2, NULL, '2025-01-06 08:00:00');

INSERT INTO customers (id, email, full_name, city, created_at) VALUES
  (1001, 'anna@example.com', 'Anna Petrova', 'Kazan', '2024-11-02 10:15:00'),
  (1002, 'boris@example.com', 'Boris Ivanov', 'Moscow', '2024-11-17 16:40:00'),
  (1003, 'chen@example.com', 'Chen Wei', 'Shenzhen', '2024-12-01 09:05:00'),
  (1004, 'daria@example.com', 'Daria Smirnova', 'Tomsk', '2024-12-24 18:30:00'),
  (1005, 'elif@example.com', 'Elif Kaya', 'Izmir', '2025-01-05 12:00:00');

INSERT INTO orders (id, customer_id, product_id, quantity, status, order_date) VALUES
  (10001, 1001, 102, 1, 'shipped', '2024-12-16'),
  (10002, 1002, 105, 2, 'shipped', '2024-12-19'),
  (10003, 1002, 106, 2, 'cancelled', '2024-12-27'),
  (10004, 1003, 107, 1, 'paid', '2025-01-07'),
  (10005, 1004, 101, 1, 'paid', '2025-01-09'),
  (10006, 1001, 103, 3, 'new', '2025-01-11'),
  (10007, 1005, 104, 1, 'new', '2025-01-12');

-- All of this counts as one transaction that every server of the lab has seen. Debezium 3.6.1 cannot read from a server
-- whose executed GTID set is empty: its binlog client ends with a NullPointerException.
SET GLOBAL gtid_purged = 'deb00000-1ab0-4000-8000-000000000001:1';

-- The server that ran this has done its work; the lab copies its data folder.
SHUTDOWN;
