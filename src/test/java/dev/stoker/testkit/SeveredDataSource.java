package dev.stoker.testkit;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;

/// A database whose connection a test can cut: to those behind it, as if the process were killed.
public final class SeveredDataSource implements DataSource {
    private final DataSource target;
    private final AtomicInteger connectionsLeft = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicBoolean losing = new AtomicBoolean();

    public SeveredDataSource(DataSource target) {
        this.target = target;
    }

    public void sever() {
        severAfter(0);
    }

    /// Cuts it behind so many more transactions.
    public void severAfter(int connections) {
        connectionsLeft.set(connections);
    }

    public void mend() {
        connectionsLeft.set(Integer.MAX_VALUE);
    }

    /// The next commit takes effect, but its answer is lost with the connection.
    public void loseAnswerOfNextCommit() {
        losing.set(true);
    }

    /// How often the database was asked for a connection.
    public int opened() {
        return opened.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
        opened.incrementAndGet();
        if (connectionsLeft.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
            throw new SQLException("connection severed", "08006");
        }
        return losing.get() ? losing(target.getConnection()) : target.getConnection();
    }

    private Connection losing(Connection connection) {
        return (Connection)
                Proxy.newProxyInstance(
                        Connection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (_, method, arguments) -> {
                            Object result = invoke(() -> method.invoke(connection, arguments));
                            if (method.getName().equals("commit")
                                    && losing.compareAndSet(true, false)) {
                                throw new SQLException(
                                        "connection lost before the answer", "08006");
                            }
                            return result;
                        });
    }

    private interface Call {
        Object run() throws ReflectiveOperationException;
    }

    private static Object invoke(Call call) throws Throwable {
        try {
            return call.run();
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return target.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        target.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        target.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return target.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return target.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return target.isWrapperFor(type);
    }
}
